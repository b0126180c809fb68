import { z } from 'zod'
import type { TimelineEvent } from '@/lib/contract/customer'
import type { EmailKind } from '@/lib/contract/email'
import type { Entity, EventName } from '@/lib/contract/events'
import { barcodeStateSchema } from '@/lib/contract/pictures/barcodes'
import { DISPOSITIONS } from '@/lib/contract/pictures/file-content'
import { ADDRESS_STATES } from '@/lib/contract/pictures/print'
import { mrzStateSchema } from '@/lib/contract/records'
import { ALERT_KINDS, type AlertKind } from '@/lib/contract/risk/transactions'

/** What an event means for the profile concerned. */
export type Effect =
  /** The profile is recalculated, its version rises, and screens and webhooks are notified. */
  | 'recalculates'
  /**
   * The profile is recalculated for reviewers alone. Nobody outside learns of it: the version stays, no screen reloads, and
   * no webhook, callback or email follows, unless what the customer sees has changed, too.
   */
  | 'assesses'
  /** Screens reload, and webhooks are notified: something other than the profile's state changed. */
  | 'refreshes'
  /** The cached profile becomes stale, but nobody is notified. */
  | 'touches'
  | 'none'

type Definition = {
  readonly entity: Entity
  readonly effect: Effect
  /** The entry in the customer's timeline. */
  readonly timeline?: TimelineEvent
  /** The entry where staff did it for the customer. */
  readonly timelineByStaff?: TimelineEvent
  /** The webhook about the entity. Each recalculation also sends one about the profile. */
  readonly webhook?: 'step.updated' | 'document.updated'
  readonly email?: EmailKind
  /** It tells of a match or of how the customer is judged: no customer reads it, not even in the export of their own data. */
  readonly inward?: true
  /** The fields in the audit. It names the answers that changed, but never contains them. */
  readonly before?: z.ZodType
  readonly after: z.ZodType
}

const status = z.strictObject({ status: z.int() })
const profileState = z.strictObject({ status: z.int(), level: z.int() })
const requiredLevel = z.strictObject({ required_level: z.int() })
/** The level that a reviewer left to the customer, who may have held a higher one. */
const revoked = { revoked_to: z.int().optional() }
const emailChoice = z.strictObject({ decisions: z.boolean() })
const relationship = z.strictObject({ ended_on: z.string().nullable() })
const legalHold = z.strictObject({ hold: z.boolean() })
const riskLevel = z.strictObject({ risk_level: z.int() })
/** That the reviewer wrote to the customer, never what. */
const messaged = { message: z.literal(true).optional() }
const stepState = z.strictObject({
  status: z.int(),
  reason_code: z.string().optional(),
  reject_type: z.string().optional(),
  ...messaged,
  approved_by: z.string().optional(),
  confirmed_by: z.string().optional(),
  /** The submission that was made or decided. */
  submission: z.int().optional(),
  changed: z.array(z.string()).optional(),
  /** What had been sent back was sent again as it was. */
  unchanged: z.literal(true).optional(),
  ...revoked,
})
const stepVersion = z.strictObject({ status: z.int(), template_version: z.int() })
const attachedStep = z.strictObject({ code: z.string(), status: z.int() })
const documentState = z.strictObject({
  status: z.int(),
  reason_code: z.string().optional(),
  reject_type: z.string().optional(),
  ...messaged,
})
const ALERTS = Object.keys(ALERT_KINDS) as [AlertKind, ...AlertKind[]]
const disposition = z.enum(DISPOSITIONS)
const attachedDocument = z.strictObject({ status: z.int(), document_type: z.string(), side: z.string() })

const hitState = z.strictObject({ state: z.string() })
/** Which entry was decided, and as it was then. */
const decidedHit = { list: z.string(), entry_id: z.string(), entry_digest: z.string() }
const foundHit = { list: z.string(), entry_id: z.string(), topic: z.string(), score: z.number() }

const profile = { entity: 'profile', effect: 'none', before: profileState, after: profileState } as const
const step = {
  entity: 'step',
  effect: 'recalculates',
  webhook: 'step.updated',
  before: status,
  after: stepState,
} as const
const document = {
  ...({ entity: 'document', effect: 'recalculates', webhook: 'document.updated', before: status } as const),
  after: documentState,
}

/**
 * Every event and its consequences. The recalculation records the profile's own events, and compares what cTrader hears
 * before and after: a callback follows from that, not from an event.
 */
export const EVENTS = {
  'template.created': {
    entity: 'template',
    effect: 'none',
    after: z.strictObject({ code: z.string(), version: z.int() }),
  },
  'template.updated': {
    ...{ entity: 'template', effect: 'none', before: z.strictObject({ version: z.int() }) },
    after: z.strictObject({ version: z.int(), changed: z.array(z.string()) }),
  },
  'template.deleted': {
    ...{ entity: 'template', effect: 'none', before: z.strictObject({ code: z.string() }) },
    after: z.strictObject({ deleted: z.literal(true) }),
  },

  'profile.created': { entity: 'profile', effect: 'none', timeline: 'started', after: status },
  'profile.details_changed': {
    ...{ entity: 'profile', effect: 'none', after: z.strictObject({ changed: z.array(z.string()) }) },
  },
  // cTrader hears of the customer by every login.
  'profile.login_added': {
    ...{ entity: 'profile', effect: 'none', after: z.strictObject({ trading_login: z.string() }) },
  },
  // The customer says whether an email tells them what was decided.
  'profile.emails_chosen': { entity: 'profile', effect: 'refreshes', before: emailChoice, after: emailChoice },
  // On every device. Screens that are open reload, and find that they are.
  'profile.sessions_ended': {
    ...{ entity: 'profile', effect: 'refreshes', after: z.strictObject({ ended: z.literal(true) }) },
  },
  // The first level is set when the profile is created, so it gets no timeline entry.
  'profile.first_level_required': {
    ...{ entity: 'profile', effect: 'recalculates', before: requiredLevel, after: requiredLevel },
  },
  'profile.level_raised': {
    ...{ entity: 'profile', effect: 'recalculates', timeline: 'level_required' },
    ...{ before: requiredLevel, after: requiredLevel },
  },
  'profile.level_lowered': {
    ...{ entity: 'profile', effect: 'recalculates', before: requiredLevel },
    after: requiredLevel.extend(revoked),
  },
  'profile.risk_changed': {
    ...{ entity: 'profile', effect: 'recalculates', inward: true },
    ...{ before: riskLevel, after: riskLevel },
  },
  // Rules judged the risk, with another outcome than before. `proposed`: they propose prohibited, which a reviewer decides.
  'profile.risk_assessed': {
    ...{ entity: 'profile', effect: 'none', inward: true },
    after: z.strictObject({
      ...{ risk_level: z.int(), points: z.int(), version: z.string(), rules: z.array(z.string()) },
      proposed: z.int().optional(),
    }),
  },
  // Checks came to other findings than before: how many of each outcome stand now, and what failed.
  'profile.checked': {
    ...{ entity: 'profile', effect: 'none', inward: true },
    after: z.strictObject({
      ...{ passed: z.int(), failed: z.int(), unknown: z.int(), waiting: z.int(), superseded: z.int() },
      codes: z.array(z.string()),
    }),
  },
  // There are other rules, or time has passed, and the risk or its reasons are others by that.
  'profile.reassessed': {
    ...{ entity: 'profile', effect: 'recalculates', inward: true },
    after: z.strictObject({ version: z.string() }),
  },
  // The broker told of so many transactions: the ids of the first and the last one.
  'profile.transactions_added': {
    ...{ entity: 'profile', effect: 'none' },
    after: z.strictObject({ count: z.int(), first: z.string(), last: z.string() }),
  },
  // The customer goes through these steps again, because what is known of them is looked over.
  'profile.refresh_asked': {
    ...{ entity: 'profile', effect: 'none', email: 'attention' },
    after: z.strictObject({ due_on: z.string(), steps: z.array(z.string()) }),
  },
  'profile.level_changed': profile,
  'profile.in_progress': profile,
  'profile.pending': profile,
  'profile.review_required': profile,
  // Reviewers see that it has to be reviewed because of hits on lists, or has not any more. Nobody else notices.
  'profile.held': { ...profile, inward: true },
  'profile.released': { ...profile, inward: true },
  'profile.approved': { ...profile, timeline: 'profile_approved', email: 'approved' },
  'profile.sent_back': { ...profile, timeline: 'profile_rejected', email: 'attention' },
  'profile.rejected': { ...profile, timeline: 'profile_rejected', email: 'rejected' },
  'profile.expired': { ...profile, timeline: 'profile_expired', email: 'expired' },
  // The customer is asked for something again.
  'profile.reopened': profile,
  // The customer came in, with a token or a link.
  'profile.entered': { entity: 'profile', effect: 'none', after: requiredLevel },
  // A reviewer took all that is known of the customer with them.
  'profile.exported': { entity: 'profile', effect: 'none', after: z.strictObject({ files: z.int() }) },
  // The customer is none any more, or is one again.
  'profile.relationship_ended': { entity: 'profile', effect: 'none', before: relationship, after: relationship },
  // An authority may have asked for it, and forbidden to tell.
  'profile.hold_changed': {
    ...{ entity: 'profile', effect: 'none', inward: true },
    ...{ before: legalHold, after: legalHold },
  },
  // A manager asked for the customer's erasure, or it was taken back.
  'profile.erasure_asked': { entity: 'profile', effect: 'none', after: z.strictObject({ asked: z.boolean() }) },
  // A reviewer saw it with the answers of so many steps.
  'profile.viewed': { entity: 'profile', effect: 'none', after: z.strictObject({ answered: z.int() }) },

  'step.attached': { entity: 'step', effect: 'recalculates', webhook: 'step.updated', after: attachedStep },
  'step.required': {
    ...{ entity: 'step', effect: 'recalculates', webhook: 'step.updated', timeline: 'step_required' },
    after: attachedStep,
  },
  // A reviewer put a question to the customer, by email too if `mail` says so.
  'step.asked': {
    ...{
      entity: 'step',
      effect: 'recalculates',
      webhook: 'step.updated',
      timeline: 'step_required',
    },
    after: attachedStep.extend({ mail: z.boolean() }),
  },
  'step.code_sent': { entity: 'step', effect: 'touches', after: z.strictObject({ code_sent: z.string() }) },
  'step.address_verified': {
    ...{ entity: 'step', effect: 'recalculates', webhook: 'step.updated' },
    after: z.strictObject({ verified: z.string() }),
  },
  'step.submitted': { ...step, timeline: 'step_submitted', timelineByStaff: 'step_submitted_by_staff' },
  // The customer removed a document in review that the step needs.
  'step.withdrawn': step,
  'step.first_approved': step,
  'step.approved': { ...step, timeline: 'step_approved' },
  'step.confirmed': step,
  'step.rejected': { ...step, timeline: 'step_rejected' },
  'step.reopened': step,
  // It got a new version of its template.
  'step.reissued': {
    ...{ entity: 'step', effect: 'recalculates', webhook: 'step.updated' },
    ...{ before: stepVersion, after: stepVersion },
  },
  // A lower level does without it.
  'step.skipped': step,
  'step.waived': { ...step, timeline: 'step_waived' },
  'step.expired': { ...step, timeline: 'step_expired' },
  // A reviewer saw its answers.
  'step.viewed': { entity: 'step', effect: 'none', after: z.strictObject({ submission: z.int() }) },

  'document.attached': {
    ...{ entity: 'document', effect: 'recalculates', webhook: 'document.updated', after: attachedDocument },
  },
  'document.added': {
    ...{ entity: 'document', effect: 'recalculates', webhook: 'document.updated', after: attachedDocument },
  },
  'document.submitted': document,
  'document.approved': { ...document, timeline: 'document_approved' },
  'document.rejected': { ...document, timeline: 'document_rejected' },
  'document.removed': { ...document, timeline: 'document_removed' },
  'document.expired': document,
  // Its machine-readable zone was looked for, in vain or not, or that was given up.
  'document.read': {
    ...{ entity: 'document', effect: 'refreshes', webhook: 'document.updated' },
    before: z.strictObject({ mrz_state: mrzStateSchema }),
    /** Which document it is, where only it said so. */
    after: z.strictObject({
      mrz_state: mrzStateSchema,
      ...{ document_type: z.string().optional(), country: z.string().optional(), side: z.string().optional() },
    }),
  },
  // An address was looked for in its print, in vain or not, or that was given up. What came of it is its customer's alone.
  'document.scanned': {
    ...{ entity: 'document', effect: 'refreshes', webhook: 'document.updated' },
    after: z.strictObject({ scan: z.enum(['clean', 'infected']) }),
  },
  'document.address_read': {
    ...{ entity: 'document', effect: 'refreshes' },
    before: z.strictObject({ address_state: z.enum(ADDRESS_STATES) }),
    after: z.strictObject({ address_state: z.enum(ADDRESS_STATES) }),
  },
  // Barcodes were looked for, in vain or not, or that was given up.
  'document.barcodes_read': {
    ...{ entity: 'document', effect: 'refreshes' },
    before: z.strictObject({ barcode_state: barcodeStateSchema }),
    after: z.strictObject({ barcode_state: barcodeStateSchema }),
  },
  'document.signals_changed': {
    ...{ entity: 'document', effect: 'refreshes', webhook: 'document.updated' },
    ...{ after: z.strictObject({ signals: z.array(z.string()) }) },
  },
  // The customer says what is right where it differs from their answer.
  'document.difference_resolved': {
    ...{ entity: 'document', effect: 'refreshes', webhook: 'document.updated' },
    after: z.strictObject({ field: z.string(), resolution: z.string() }),
  },
  // A reviewer looked at it.
  'document.viewed': {
    ...{ entity: 'document', effect: 'none' },
    after: z.strictObject({ file_id: z.string(), document_type: z.string(), side: z.string(), disposition }),
  },
  // The time of its file was over: it tells only that there was one.
  'document.file_destroyed': { entity: 'document', effect: 'touches', after: z.strictObject({ why: z.string() }) },

  'file.stored': {
    ...{ entity: 'file', effect: 'none', after: z.strictObject({ content_type: z.string(), size: z.int() }) },
  },
  // Staff looked at a file that belongs to no document yet.
  'file.viewed': { entity: 'file', effect: 'none', after: z.strictObject({ disposition }) },
  'file.scanned': { entity: 'file', effect: 'none', after: z.strictObject({ scan: z.enum(['clean', 'infected']) }) },
  // Its customer put it to no field.
  'file.swept': { entity: 'file', effect: 'none', after: z.strictObject({ attached: z.literal(false) }) },
  'link.created': {
    ...{ entity: 'link', effect: 'none', after: z.strictObject({ expires_at: z.string(), mail: z.boolean() }) },
  },
  'link.revoked': { entity: 'link', effect: 'none', after: z.strictObject({ revoked: z.literal(true) }) },
  'delivery.replayed': { entity: 'delivery', effect: 'none', after: z.strictObject({ replayed: z.literal(true) }) },

  // A list that people are screened against has a new version. Of one of which nothing was in force all entries are new.
  'watchlist.taken': {
    ...{ entity: 'watchlist', effect: 'none' },
    after: z.strictObject({
      ...{ version: z.string(), digest: z.string(), entries: z.int(), replaced: z.string().nullable() },
      ...{ new: z.int(), changed: z.int(), removed: z.int() },
      // It had lost more than a list does, and somebody who had looked at it said that this is right.
      accepted: z.literal(true).optional(),
    }),
  },
  // Nobody is screened against it any more. Of the brand's hits on it so many wait for a reviewer, as before.
  'watchlist.removed': {
    ...{ entity: 'watchlist', effect: 'none' },
    after: z.strictObject({
      version: z.string().nullable(),
      digest: z.string().nullable(),
      entries: z.int(),
      open_hits: z.int(),
    }),
  },
  // What its source has now was not taken: the version before stays in force.
  'watchlist.refused': { entity: 'watchlist', effect: 'none', after: z.strictObject({ refused: z.string() }) },
  // A reviewer asked that a profile be screened.
  'screening.asked': {
    entity: 'screening',
    effect: 'none',
    inward: true,
    after: z.strictObject({ state: z.string() }),
  },
  // It was screened whole; of how many hits those are is not told that are known and settled.
  'screening.done': {
    ...{ entity: 'screening', effect: 'assesses', inward: true },
    after: z.strictObject({ why: z.string(), outcome: z.string(), hits: z.int(), omitted: z.int() }),
  },
  'screening.failed': {
    entity: 'screening',
    effect: 'assesses',
    inward: true,
    after: z.strictObject({ why: z.string() }),
  },
  'hit.found': { entity: 'hit', effect: 'assesses', inward: true, after: z.strictObject(foundHit) },
  // It had been declared false, and something has changed since.
  'hit.returned': {
    ...{ entity: 'hit', effect: 'assesses', inward: true, before: hitState },
    after: z.strictObject({ ...foundHit, changed: z.array(z.string()) }),
  },
  'hit.gone': {
    entity: 'hit',
    effect: 'assesses',
    inward: true,
    after: z.strictObject({ list: z.string(), entry_id: z.string() }),
  },
  // The first of two reviewers decided.
  'hit.proposed': {
    ...{ entity: 'hit', effect: 'none', inward: true, before: hitState },
    after: z.strictObject({ proposed: z.string(), reason: z.string(), ...decidedHit }),
  },
  'hit.resolved': {
    ...{ entity: 'hit', effect: 'assesses', inward: true, before: hitState },
    after: z.strictObject({
      ...{ state: z.string(), reason: z.string(), proposed_by: z.string().optional() },
      ...decidedHit,
    }),
  },
  // A rule over transactions holds, or could not be applied. Which transactions is told by the alert itself.
  'alert.opened': {
    // One that has no effect moves nothing that anybody outside could notice (docs/decisions/0029-what-an-alert-moves.md).
    ...{ entity: 'alert', effect: 'assesses', inward: true },
    after: z.strictObject({ kind: z.enum(ALERTS), rule: z.string(), version: z.string() }),
  },
  'alert.resolved': {
    ...{ entity: 'alert', effect: 'assesses', inward: true, before: z.strictObject({ state: z.string() }) },
    after: z.strictObject({ state: z.string(), rule: z.string() }),
  },

  // A customer was erased. It names the rows of the audit that lost their content, never the customer.
  'erasure.done': {
    ...{ entity: 'erasure', effect: 'none' },
    after: z.strictObject({ audit_rows: z.string(), files: z.int(), asked_by: z.string(), confirmed_by: z.string() }),
  },
  // An operator took the audit out of the database.
  'audit.exported': {
    ...{ entity: 'audit', effect: 'none' },
    after: z.strictObject({ format: z.string(), from: z.string().optional(), to: z.string().optional() }),
  },
  // A reviewer read a list of documents, with what was read from them.
  'list.viewed': { entity: 'list', effect: 'none', after: z.strictObject({ items: z.int() }) },
  // A key asked for what its role may not.
  'access.refused': { entity: 'access', effect: 'none', after: z.strictObject({ role: z.string() }) },
} as const satisfies Record<EventName, Definition>

type Table = typeof EVENTS

/** Whom an event concerns. Events of entities that belong to a profile name it. */
type Subject<Of extends Entity> = Of extends 'profile' | 'step' | 'document' | 'screening' | 'hit' | 'alert'
  ? { customer_id: string; profile_id: string }
  : { customer_id: string | null; profile_id?: undefined }

type Before<Name extends EventName> = Table[Name] extends { before: infer Schema extends z.ZodType }
  ? { before: z.input<Schema> }
  : { before?: undefined }

type EventOf<Name extends EventName> = Subject<Table[Name]['entity']> &
  Before<Name> & { event: Name; entity_id: string; after: z.input<Table[Name]['after']>; comment?: string | null }

/** An event: something that happened. */
export type KycEvent = { [Name in EventName]: EventOf<Name> }[EventName]

/** The definition of an event, for code that treats all events alike. */
export function definitionOf(name: EventName): Definition {
  return EVENTS[name]
}

/** The events that appear in the customer's timeline. */
export const TIMELINE_EVENTS = (Object.keys(EVENTS) as EventName[]).filter((name) => definitionOf(name).timeline)
