import { z } from 'zod'
import { auditRowSchema } from './audit'
import { documentSideSchema, documentTypeSchema } from './document-schemas'
import { fieldErrorSchema } from './errors'
import { ACTIONS, ENTITIES, EVENT_NAMES } from './events'
import { answersSchema, formSchemaSchema, titleSchema } from './form'
import { customerIdSchema } from './host/customer-id'
import { DEVICE_CLASSES, FUNNEL_SCREENS } from './host/funnel'
import { levelNumberSchema } from './levels/level-schemas'
import { LEVELS } from './levels/levels'
import { MAX_LENGTH, MAX_POSITION, MIN_JUSTIFICATION, PAGE_SIZE } from './limits'
import { messageSchema } from './messages/message'
import { REASON_CODES } from './messages/reasons'
import type { ManagerMethod } from './methods'
import { DISPOSITIONS, fileContentSchema } from './pictures/file-content'
import { FILE_TYPES } from './pictures/files'
import {
  deliverySchema,
  documentSchema,
  linkSchema,
  profileSchema,
  profileSummarySchema,
  stepSchema,
  stepWithDocumentsSchema,
  templateSchema,
} from './records'
import {
  ALERT_KINDS,
  ALERT_STATES,
  type AlertKind,
  alertSchema,
  MOST_TRANSACTIONS,
  recordedTransactionSchema,
  transactionSchema,
} from './risk/transactions'
import {
  HIT_REASONS,
  HIT_STATES,
  HIT_TOPICS,
  hitRecordSchema,
  listInForceSchema,
  profileScreeningSchema,
  screeningRecordSchema,
} from './screening/screenings'
import { wordOrNumber } from './status-filter'
import { DOCUMENT_STATUS, PROFILE_STATUS, RISK_LEVEL, type RiskName } from './statuses'
import { caseFindingSchema, FINDING_OUTCOMES } from './verification/case-findings'
import { STEP_CODE_PATTERN } from './well-known'

/** The manager's methods and their inputs. The outputs are defined in `records.ts`. */

/** The roles that a manager's key may have (docs/requirements/kyc-manager.md). */
export const MANAGER_ROLES = [
  'SESSION_MANAGER',
  'SESSION_ADMIN',
  'SESSION_DEALER',
  'SESSION_CRM_MANAGER',
  'SESSION_CRM_ADMIN',
] as const
export type ManagerRole = (typeof MANAGER_ROLES)[number]
/** All five roles may call the methods of the contract; our additions are closed to dealers. */
const OPERATORS = MANAGER_ROLES.filter((role) => role !== 'SESSION_DEALER')

const id = z.uuid()
const code = z.string().regex(STEP_CODE_PATTERN, `lower-case letters, digits and _, at most ${MAX_LENGTH.stepCode}`)
const riskLevelSchema = z.union([
  z.literal([0, 1, 2, 3, 4]),
  z.enum(Object.keys(RISK_LEVEL) as [RiskName, ...RiskName[]]).transform((name) => RISK_LEVEL[name]),
])

const templateInput = {
  code,
  title: titleSchema,
  level: levelNumberSchema,
  /** Where its steps come among the others: the lowest first. Left out: after the brand's templates up to its level. */
  position: z.int().min(0).max(MAX_POSITION).optional(),
  required: z.boolean().default(true),
  active: z.boolean().default(true),
  /** Null, or without fields: the step asks the customer for nothing and waits for a reviewer at once. */
  form_schema: formSchemaSchema.nullable().default(null),
}

/** A template, with what its author probably did not mean: unknown keys, and such as mean nothing for their field. */
const judgedTemplateSchema = templateSchema.extend({ warnings: z.array(fieldErrorSchema) })

/** A filter by text. An empty one would find nothing. */
const given = z
  .string()
  .refine((text) => text !== '', { message: 'Leave it out, or give it a value', params: { code: 'required' } })
const filter = given.optional()
const page = {
  limit: z.coerce.number().int().min(1).max(PAGE_SIZE.most).default(PAGE_SIZE.usual),
  cursor: z.string().optional(),
}
/** A moment or a day, as the moment (in UTC) at which a day begins or ends. */
const dayOrMoment = (time: string) =>
  z
    .union([z.iso.date().transform((day) => `${day}T${time}`), z.iso.datetime({ offset: true })])
    .transform((moment) => new Date(moment).toISOString())
const fromMoment = dayOrMoment('00:00:00.000Z')
const toMoment = dayOrMoment('23:59:59.999Z')
const listOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), next_cursor: z.string().nullable() })

const byId = z.strictObject({ id })
const submission = z
  .int()
  .nonnegative()
  .optional()
  .describe(
    'The submission of the step that the reviewer saw. If there is a newer one, the decision is refused with CONFLICT ' +
      'and the reason newer_submission. Without it, the decision applies to whatever the step holds by now.',
  )
const approveInput = z.strictObject({ id, submission, comment: z.string().max(MAX_LENGTH.comment).optional() })
const rejectInput = z.strictObject({
  id,
  submission,
  reason_code: z.enum(REASON_CODES),
  reject_type: z.enum(['retry', 'final']).default('retry'),
  /** For staff only. */
  comment: z.string().max(MAX_LENGTH.comment).optional(),
  message: messageSchema.optional().describe('For the customer, who reads it with the reason.'),
})

/** Text for the audit that has to be there: one code, whether it is left out, empty or blank. */
const demanded = (message: string) =>
  z
    .string({ error: message })
    .trim()
    .refine((text) => text !== '', { message, abort: true, params: { code: 'required' } })
/** What every answer about screening says of the lists that it rests on. */
const inForce = {
  lists: z.array(listInForceSchema),
  /** The names of lists that are too old, or of which nothing was ever taken: results may miss what is new. */
  too_old: z.array(z.string()),
}

/** The reason for changing locked data. Approved identification data is locked. */
const justification = demanded(`A justification of at least ${MIN_JUSTIFICATION} characters is required`)
  .min(MIN_JUSTIFICATION)
  .max(MAX_LENGTH.comment)
/** Takes what the customer was granted, which stays otherwise. */
const revoke = z.boolean().default(false)
/** A trading login of the customer. cTrader is told of every one that is known. It sends them as numbers. */
const tradingLogin = z.union([
  z.string().regex(/^\d{1,15}$/, 'up to 15 digits'),
  z.int().nonnegative().transform(String),
])

/** How a question may be answered: in words, with a document, or with either or both. */
export const ANSWER_KINDS = ['words', 'file', 'either'] as const
export type AnswerKind = (typeof ANSWER_KINDS)[number]

const people = z.int().nonnegative()
/** Sessions that came so far, each once. */
const funnelSchema = z.strictObject({
  from: z.iso.date(),
  to: z.iso.date(),
  items: z.array(
    z.strictObject({
      screen: z.enum(FUNNEL_SCREENS),
      /** Null where the screen showed none. */
      step: z.string().nullable(),
      device: z.enum(DEVICE_CLASSES).optional(),
      language: z.string().optional(),
      ...{ opened: people, began: people, submitted: people },
      /** The average from when the step was shown until it was submitted; null below five people. */
      seconds: people.nullable(),
    }),
  ),
  /** Rows of fewer than five people, which are not shown. */
  left_out: z.int().nonnegative(),
})

type Operation = {
  readonly summary: string
  /** The routes. `{id}` comes from the path, the rest of the input from the query (GET) or the body. */
  readonly routes: readonly { readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'; readonly path: string }[]
  readonly input: z.ZodType
  readonly output: z.ZodType
  /** The media types, where bytes are answered instead of JSON. Such a method is not available over JSON-RPC. */
  readonly media?: readonly string[]
  /** The name by which workflow rules call it over JSON-RPC, besides the canonical one. */
  readonly alias?: string
  readonly roles: readonly ManagerRole[]
}

/**
 * The sixteen methods of the contract under their canonical names, and some additions. The REST routes, their
 * validation and the types of the handlers are all derived from this table.
 */
export const MANAGER_OPERATIONS = {
  MngAddKycStepTemplate: {
    summary: 'Create a step template',
    routes: [{ method: 'POST', path: '/templates' }],
    input: z.strictObject(templateInput),
    output: judgedTemplateSchema,
    roles: MANAGER_ROLES,
  },
  MngUpdateKycStepTemplate: {
    summary: 'Change a step template; steps keep their version, or with `reissue` those that wait get the new one',
    routes: [
      { method: 'PUT', path: '/templates/{id}' },
      { method: 'PATCH', path: '/templates/{id}' },
    ],
    input: z.strictObject({
      id,
      code: templateInput.code.optional(),
      title: templateInput.title.optional(),
      level: templateInput.level.optional(),
      position: templateInput.position,
      required: z.boolean().optional(),
      active: z.boolean().optional(),
      form_schema: formSchemaSchema.nullable().optional(),
      /** Gives the new version to the steps that wait for their customer: not yet submitted, sent back, or expired. */
      reissue: z.boolean().default(false),
    }),
    /** `reissued`: how many steps get the new version, within moments. */
    output: judgedTemplateSchema.extend({ reissued: z.int() }),
    roles: MANAGER_ROLES,
  },
  MngDeleteKycStepTemplate: {
    summary: 'Delete a step template; existing steps stay',
    routes: [{ method: 'DELETE', path: '/templates/{id}' }],
    input: byId,
    output: z.strictObject({ id, deleted: z.literal(true) }),
    roles: MANAGER_ROLES,
  },
  MngGetKycStepTemplates: {
    summary: 'List step templates',
    routes: [{ method: 'GET', path: '/templates' }],
    input: z.strictObject({ ...page, code: filter, level: wordOrNumber(LEVELS).optional() }),
    output: listOf(templateSchema),
    roles: MANAGER_ROLES,
  },
  MngGetKycProfiles: {
    summary: 'List profiles',
    routes: [{ method: 'GET', path: '/profiles' }],
    input: z.strictObject({
      ...page,
      customer_id: filter,
      status: wordOrNumber(PROFILE_STATUS).optional(),
      level: wordOrNumber(LEVELS).optional(),
      risk_level: wordOrNumber(RISK_LEVEL).optional(),
      /** `4` or `prohibited`: those of whom the rules propose that. */
      proposed_risk_level: wordOrNumber(RISK_LEVEL).optional(),
      /** A day: those whose review is due by then. Of yesterday, those who are overdue. */
      refresh_due_by: z.iso.date().optional(),
      brand: filter,
      /** All these words are among the names that were submitted, each whole and in any spelling. */
      name: given.max(MAX_LENGTH.search).optional(),
      /** Matches any part of the customer's id, email or trading login. */
      text: given.max(MAX_LENGTH.search).optional(),
      sort: z.enum(['created_at', '-created_at', 'updated_at', '-updated_at']).default('created_at'),
    }),
    output: listOf(profileSummarySchema),
    roles: MANAGER_ROLES,
  },
  MngGetKycProfile: {
    summary: 'A profile with its steps and documents',
    routes: [{ method: 'GET', path: '/profiles/{id}' }],
    input: byId,
    output: profileSchema,
    roles: MANAGER_ROLES,
  },
  MngGetKycStep: {
    summary: 'A step with its documents',
    routes: [{ method: 'GET', path: '/steps/{id}' }],
    input: byId,
    output: stepWithDocumentsSchema,
    roles: MANAGER_ROLES,
  },
  MngRequireKycStep: {
    summary: 'Attach one step to a customer',
    alias: 'kyc.require_step',
    routes: [{ method: 'POST', path: '/steps/require' }],
    input: z.strictObject({ customer_id: customerIdSchema, template_id: id, trading_login: tradingLogin.optional() }),
    output: stepSchema,
    roles: MANAGER_ROLES,
  },
  MngSetKycRequiredLevel: {
    summary: 'Set the level that a customer must reach; lowering it takes a justification',
    alias: 'kyc.set_required_level',
    routes: [{ method: 'POST', path: '/required-level' }],
    input: z.strictObject({
      customer_id: customerIdSchema,
      required_level: levelNumberSchema,
      trading_login: tradingLogin.optional(),
      justification: justification.optional(),
      revoke,
    }),
    output: profileSchema,
    roles: MANAGER_ROLES,
  },
  MngApproveKycStep: {
    summary: 'Approve a submitted step',
    routes: [{ method: 'POST', path: '/steps/{id}/approve' }],
    input: approveInput,
    output: stepSchema,
    roles: MANAGER_ROLES,
  },
  MngRejectKycStep: {
    summary: 'Reject a submitted step, for another try or for good',
    routes: [{ method: 'POST', path: '/steps/{id}/reject' }],
    input: rejectInput,
    output: stepSchema,
    roles: MANAGER_ROLES,
  },
  MngAddKycDocument: {
    summary: 'Add a stored file to a customer’s profile',
    routes: [{ method: 'POST', path: '/documents' }],
    // file_name, content_type, file_size and checksum are not accepted: they come from the stored file.
    input: z.strictObject({
      customer_id: customerIdSchema,
      file_id: id,
      document_type: documentTypeSchema,
      side: documentSideSchema.default('front'),
      country: z.string().length(3).optional(),
      step_id: id.optional(),
      field: z.string().optional(),
      justification: justification.optional(),
    }),
    output: documentSchema,
    roles: MANAGER_ROLES,
  },
  MngGetKycDocuments: {
    summary: 'List documents',
    routes: [{ method: 'GET', path: '/documents' }],
    input: z.strictObject({
      ...page,
      customer_id: filter,
      profile_id: id.optional(),
      step_id: id.optional(),
      status: wordOrNumber(DOCUMENT_STATUS).optional(),
    }),
    output: listOf(documentSchema),
    roles: MANAGER_ROLES,
  },
  MngApproveKycDocument: {
    summary: 'Approve a document',
    routes: [{ method: 'POST', path: '/documents/{id}/approve' }],
    input: approveInput,
    output: documentSchema,
    roles: MANAGER_ROLES,
  },
  MngRejectKycDocument: {
    summary: 'Reject a document, and its step with it',
    routes: [{ method: 'POST', path: '/documents/{id}/reject' }],
    input: rejectInput,
    output: documentSchema,
    roles: MANAGER_ROLES,
  },
  MngGetKycAudit: {
    summary: 'Read the audit: who changed what, when',
    routes: [{ method: 'GET', path: '/audit' }],
    input: z.strictObject({
      ...page,
      customer_id: filter,
      entity: z.enum(ENTITIES).optional(),
      entity_id: filter,
      /** The name of a key, `customer` or `system`. */
      actor: filter,
      action: z.enum(ACTIONS).optional(),
      event: z.enum(EVENT_NAMES).optional(),
      /** The first and the last moment, or whole days in UTC. */
      from: fromMoment.optional(),
      to: toMoment.optional(),
      /** Matches any part of a comment or justification. */
      text: given.max(MAX_LENGTH.search).optional(),
      sort: z.enum(['at', '-at']).default('at'),
    }),
    output: listOf(auditRowSchema),
    roles: MANAGER_ROLES,
  },

  // Additions to the contract.
  MngGetKycFile: {
    summary: 'The bytes of a document’s file, or a range of them. Each look is recorded in the audit',
    routes: [{ method: 'GET', path: '/files/{id}' }],
    input: z.strictObject({ id, disposition: z.enum(DISPOSITIONS).default('attachment') }),
    output: fileContentSchema,
    media: Object.keys(FILE_TYPES),
    roles: OPERATORS,
  },
  MngAskKycCustomer: {
    summary: 'Ask a customer a question, to be answered in words or with a document',
    alias: 'kyc.ask_customer',
    routes: [{ method: 'POST', path: '/questions' }],
    input: z.strictObject({
      customer_id: customerIdSchema,
      question: messageSchema.describe('For the customer, who reads it as it is written.'),
      answer: z.enum(ANSWER_KINDS).default('either').describe('How it can be answered.'),
      /** For staff only. */
      comment: z.string().max(MAX_LENGTH.comment).optional(),
      mail: z.boolean().default(true).describe('Emails the question too, where the customer has an address.'),
    }),
    output: stepSchema,
    roles: OPERATORS,
  },
  MngSubmitKycStep: {
    summary: 'Submit a step for a customer who gave their answers another way',
    routes: [{ method: 'POST', path: '/steps/{id}/submit' }],
    input: z.strictObject({
      ...{ id, submission, justification },
      /** Put over the answers that are there. Documents in a field of the step need not be named. */
      answers: answersSchema.default({}),
    }),
    output: stepSchema,
    roles: OPERATORS,
  },
  MngReopenKycStep: {
    summary: 'Open a step again that is approved, rejected for good or skipped, so that the customer can change it',
    routes: [{ method: 'POST', path: '/steps/{id}/reopen' }],
    input: z.strictObject({ id, justification, revoke }),
    output: stepSchema,
    roles: OPERATORS,
  },
  MngWaiveKycStep: {
    summary: 'Do without a step that is not approved, as if it were; from high risk on, a second reviewer confirms it',
    routes: [{ method: 'POST', path: '/steps/{id}/waive' }],
    input: z.strictObject({ id, justification }),
    output: stepSchema,
    roles: OPERATORS,
  },
  MngSetKycRiskLevel: {
    summary: 'Set the risk level by hand; `unknown` returns control to the rules',
    routes: [{ method: 'POST', path: '/profiles/{id}/risk-level' }],
    input: z.strictObject({
      id,
      risk_level: riskLevelSchema,
      comment: demanded('A comment is required').max(MAX_LENGTH.comment),
    }),
    output: profileSchema,
    roles: OPERATORS,
  },
  MngAddKycTransactions: {
    summary: 'Tell of transactions of customers; each is answered by itself, and the same id is recorded once',
    routes: [{ method: 'POST', path: '/transactions' }],
    input: z.strictObject({
      transactions: z
        .array(z.looseObject({}))
        .min(1)
        .max(MOST_TRANSACTIONS)
        .describe(
          'Each: `id` (yours), `customer_id`, `amount` (decimal text, more than 0), `currency` (ISO 4217), `direction` (in, ' +
            'out), `counterparty_country` (alpha-3 or null), `method` (text or null), `time` (ISO 8601, not to come).',
        ),
    }),
    output: z.strictObject({ items: z.array(recordedTransactionSchema) }),
    roles: OPERATORS,
  },
  MngGetKycTransactions: {
    summary: 'The transactions of a customer, with what rules decided of each',
    routes: [{ method: 'GET', path: '/transactions' }],
    input: z.strictObject({ ...page, customer_id: given }),
    output: listOf(transactionSchema),
    roles: OPERATORS,
  },
  MngGetKycAlerts: {
    summary: 'List alerts, which wait for a reviewer until they are resolved',
    routes: [{ method: 'GET', path: '/alerts' }],
    input: z.strictObject({
      ...page,
      customer_id: filter,
      state: z.enum(ALERT_STATES).optional(),
      kind: z.enum(Object.keys(ALERT_KINDS) as [AlertKind, ...AlertKind[]]).optional(),
    }),
    output: listOf(alertSchema),
    roles: OPERATORS,
  },
  MngResolveKycAlert: {
    summary: 'Resolve an alert: confirmed, it goes on counting for the risk; dismissed, it no longer does',
    routes: [{ method: 'POST', path: '/alerts/{id}/resolve' }],
    input: z.strictObject({
      id,
      resolution: z.enum(['confirmed', 'dismissed']),
      comment: demanded('A comment is required').max(MAX_LENGTH.comment),
    }),
    output: alertSchema,
    roles: OPERATORS,
  },
  MngEndKycSessions: {
    summary: 'End all open sessions of a customer, on every device; a new link or token opens the next',
    routes: [{ method: 'POST', path: '/sessions/end' }],
    input: z.strictObject({ customer_id: customerIdSchema }),
    output: z.strictObject({ customer_id: z.string(), ended: z.literal(true) }),
    roles: OPERATORS,
  },
  MngCreateKycLink: {
    summary: 'Create a one-time link that shows a customer what is missing, and email it on request',
    routes: [{ method: 'POST', path: '/links' }],
    input: z.strictObject({
      customer_id: customerIdSchema,
      hours: z.int().min(1).max(168).default(72),
      mail: z.boolean().default(false),
      /** Creates the customer’s profile if there is none yet. */
      create: z.boolean().default(false),
    }),
    output: linkSchema.extend({ url: z.url() }),
    roles: OPERATORS,
  },
  MngRevokeKycLink: {
    summary: 'Revoke a link',
    routes: [{ method: 'DELETE', path: '/links/{id}' }],
    input: byId,
    output: linkSchema,
    roles: OPERATORS,
  },
  MngGetKycLinks: {
    summary: 'List links',
    routes: [{ method: 'GET', path: '/links' }],
    input: z.strictObject({ ...page, customer_id: filter }),
    output: listOf(linkSchema),
    roles: OPERATORS,
  },
  MngGetKycDeliveries: {
    summary: 'List pending, delivered and dead deliveries',
    routes: [{ method: 'GET', path: '/deliveries' }],
    input: z.strictObject({
      ...page,
      customer_id: filter,
      state: z.enum(['waiting', 'delivered', 'dead']).optional(),
    }),
    output: listOf(deliverySchema),
    roles: OPERATORS,
  },
  MngReplayKycDelivery: {
    summary: 'Replay a dead delivery',
    routes: [{ method: 'POST', path: '/deliveries/{id}/replay' }],
    input: byId,
    output: deliverySchema,
    roles: OPERATORS,
  },
  MngExportKycCustomer: {
    summary: 'All that is known of a customer, as a ZIP: answers, documents with their files, decisions, audit',
    routes: [{ method: 'GET', path: '/profiles/{id}/export' }],
    input: z.strictObject({
      id,
      screening: z
        .enum(['on', 'off'])
        .default('off')
        .describe('`on`: with screenings and hits, for an authority. The customer must never get to see those.'),
    }),
    output: fileContentSchema,
    media: ['application/zip'],
    roles: OPERATORS,
  },
  MngEndKycRelationship: {
    summary: 'Say when the business relationship with a customer ended, or with null that it goes on',
    routes: [{ method: 'POST', path: '/profiles/{id}/end-relationship' }],
    input: z.strictObject({
      id,
      ended_on: z.iso.date().nullable().optional().describe('Default: today. It cannot be a day to come.'),
      comment: z.string().max(MAX_LENGTH.comment).optional(),
    }),
    output: profileSchema,
    roles: OPERATORS,
  },
  MngHoldKycCustomer: {
    summary: 'Keep all that is known of a customer whatever runs out (legal hold), or let go of it',
    routes: [{ method: 'POST', path: '/profiles/{id}/legal-hold' }],
    input: z.strictObject({ id, hold: z.boolean(), justification }),
    output: profileSchema,
    roles: OPERATORS,
  },
  MngEraseKycCustomer: {
    summary: 'Erase a customer for good: one manager asks, another one confirms with the same call',
    routes: [{ method: 'POST', path: '/profiles/{id}/erase' }],
    input: z.strictObject({
      id,
      justification: justification.describe('It stays in the audit: name no person.'),
      withdraw: z.boolean().default(false).describe('Take back what was asked, and erase nothing.'),
    }),
    output: z.strictObject({ id, state: z.enum(['asked', 'withdrawn', 'erased']) }),
    roles: OPERATORS,
  },
  MngGetKycFunnel: {
    summary: 'How far people come in the screens: numbers, of nobody in particular',
    routes: [{ method: 'GET', path: '/funnel' }],
    input: z.strictObject({
      /** The first and the last day, in UTC. Left out: the last 30 days. */
      from: z.iso.date().optional(),
      to: z.iso.date().optional(),
      by: z.enum(['device', 'language']).optional(),
    }),
    output: funnelSchema,
    roles: OPERATORS,
  },
  MngScreenKycProfile: {
    summary: 'Screen a customer against all lists now, in the background',
    routes: [{ method: 'POST', path: '/profiles/{id}/screen' }],
    input: byId,
    output: profileScreeningSchema.extend({ id }),
    roles: OPERATORS,
  },
  MngGetKycScreenings: {
    summary: 'List screenings, of one profile or all, with the lists in force and their ages',
    routes: [{ method: 'GET', path: '/screenings' }],
    input: z.strictObject({ ...page, profile_id: id.optional() }),
    output: listOf(screeningRecordSchema).extend(inForce),
    roles: OPERATORS,
  },
  MngGetKycHits: {
    summary: 'List hits: entries of lists that may be a customer',
    routes: [{ method: 'GET', path: '/hits' }],
    input: z.strictObject({
      ...page,
      profile_id: id.optional(),
      state: z.enum(HIT_STATES).optional(),
      list: filter,
      topic: z.enum(HIT_TOPICS).optional(),
    }),
    output: listOf(hitRecordSchema).extend(inForce),
    roles: OPERATORS,
  },
  MngGetKycFindings: {
    summary: 'List what checks found: of one customer or all, of those that stand or also of earlier ones',
    routes: [{ method: 'GET', path: '/findings' }],
    input: z.strictObject({
      ...page,
      profile_id: id.optional(),
      customer_id: filter,
      outcome: z.enum(FINDING_OUTCOMES).optional(),
      superseded: z.literal('on').optional().describe('Also those in whose place others stand'),
    }),
    output: listOf(caseFindingSchema),
    roles: OPERATORS,
  },
  MngResolveKycHit: {
    summary: 'Settle a hit; that one on a sanctions list is false takes two different reviewers',
    routes: [{ method: 'POST', path: '/hits/{id}/resolve' }],
    input: z.strictObject({
      id,
      state: z.enum(HIT_STATES).exclude(['open']),
      reason: z.enum(HIT_REASONS),
      justification,
      entry_digest: z
        .string()
        .optional()
        .describe('Of the hit that the reviewer saw. Where the entry has changed since, CONFLICT: entry_changed.'),
    }),
    output: hitRecordSchema,
    roles: OPERATORS,
  },
} as const satisfies Record<ManagerMethod, Operation>

export type ManagerInput<Method extends ManagerMethod> = z.output<(typeof MANAGER_OPERATIONS)[Method]['input']>
export type ManagerOutput<Method extends ManagerMethod> = z.output<(typeof MANAGER_OPERATIONS)[Method]['output']>
