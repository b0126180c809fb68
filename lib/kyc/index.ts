import { LRUCache } from 'lru-cache'
import type { Identity } from '@/lib/contract/customer'
import type { ManagerInput, ManagerMethod, ManagerOutput } from '@/lib/contract/manager'
import type { Feed } from '@/lib/database/feed'
import type { Database } from '@/lib/database/schema'
import type { Sealer } from '@/lib/files/encryption'
import { listAudit } from './audit'
import type { Actor, Context } from './change'
import { checkCode, sendCode } from './codes'
import * as customers from './customers'
import { listDeliveries, replayDelivery } from './deliveries'
import { addDocument, approveDocument, listDocuments, rejectDocument } from './documents'
import { expireDue } from './expiry'
import type { Files } from './files'
import { createHttpDoor, type ManagerKey } from './http/rest'
import { createLink, listLinks, revokeLink } from './links'
import { createOutbox, type Deliver } from './outbox'
import { listProfiles, readProfile, requireStep, setRequiredLevel } from './profiles'
import { createReading } from './reading'
import { setRiskLevel } from './risk'
import { approveStep, getStep, rejectStep, reopenStep } from './steps'
import {
  addTemplate,
  deleteTemplate,
  listTemplates,
  type NewTemplate,
  seedTemplates,
  updateTemplate,
} from './templates'
import { issueToken, redeemToken, type TokenSubject, tokenState } from './tokens'

export { createCallbackDelivery } from './callback'
export type { Actor } from './change'
export { createFiles } from './files'
export type { ManagerKey } from './http/rest'
export { openLetter } from './letters'
export { deliverByKind } from './outbox'
export { sandboxTemplates } from './sandbox-templates'
export { createWebhookDelivery } from './webhooks'

/** A profile takes some 20 kB. */
const CACHED_PROFILES = 1_000

export type ManagerWith = {
  db: Database
  feed: Feed
  files: Files
  sealer: Sealer
  clock: () => Date
  /** Delivers one outbox row; throws when it was not taken. */
  deliver: Deliver
  /** Whether changes are told to the broker's systems. */
  webhooks: boolean
  /** Whether customers are written to. */
  mail: boolean
  /** Where the screens are reached from outside: what links begin with. */
  publicUrl: string | null
  keys: readonly ManagerKey[]
  /** Told of bugs, once each, with the id that the caller was given. */
  report: (error: unknown, requestId: string) => void
}

type Handlers = {
  [Method in ManagerMethod]: (
    context: Context,
    actor: Actor,
    input: ManagerInput<Method>,
  ) => Promise<ManagerOutput<Method>>
}

/** The function behind each of seed 2's methods; the compiler asks for every one. */
const HANDLERS: Handlers = {
  MngAddKycStepTemplate: addTemplate,
  MngUpdateKycStepTemplate: updateTemplate,
  MngDeleteKycStepTemplate: deleteTemplate,
  MngGetKycStepTemplates: listTemplates,
  MngGetKycProfiles: listProfiles,
  MngGetKycProfile: (context, actor, { id }) => readProfile(context.db, context, actor.brand, id),
  MngGetKycStep: getStep,
  MngRequireKycStep: requireStep,
  MngSetKycRequiredLevel: setRequiredLevel,
  MngApproveKycStep: approveStep,
  MngRejectKycStep: rejectStep,
  MngAddKycDocument: addDocument,
  MngGetKycDocuments: listDocuments,
  MngApproveKycDocument: approveDocument,
  MngRejectKycDocument: rejectDocument,
  MngGetKycAudit: listAudit,
  MngReopenKycStep: reopenStep,
  MngSetKycRiskLevel: setRiskLevel,
  MngCreateKycLink: createLink,
  MngRevokeKycLink: revokeLink,
  MngGetKycLinks: listLinks,
  MngGetKycDeliveries: listDeliveries,
  MngReplayKycDelivery: replayDelivery,
}

export type Manager = ReturnType<typeof createManager>

/** The embedded KYC manager. Refusals are thrown as `KycError`; `handle` answers them over HTTP. */
export function createManager({
  db,
  feed,
  files,
  sealer,
  clock,
  deliver,
  webhooks,
  mail,
  publicUrl,
  keys,
  report,
}: ManagerWith) {
  const outbox = createOutbox({ db, clock, deliver, report: (error) => report(error, 'outbox') })
  const context: Context = {
    ...{ db, sealer, clock, feed, cache: new LRUCache({ max: CACHED_PROFILES }), webhooks, mail, publicUrl },
    deliverSoon: () => outbox.poke(),
    readSoon: () => reading.wake(),
  }
  const reading = createReading({ context, files, report: (error) => report(error, 'reading') })
  const bound =
    <Rest extends unknown[], Value>(run: (context: Context, customer: Identity, ...rest: Rest) => Promise<Value>) =>
    (customer: Identity, ...rest: Rest) =>
      run(context, customer, ...rest)

  function call<Method extends ManagerMethod>(
    method: Method,
    input: ManagerInput<Method>,
    actor: Actor,
  ): Promise<ManagerOutput<Method>> {
    return HANDLERS[method](context, actor, input)
  }

  return {
    /** Answers `/manager/kyc/*`. */
    handle: createHttpDoor({ keys, call, report }),
    call,
    customers: {
      open: bound(customers.open),
      read: bound(customers.read),
      saveDraft: bound(customers.saveDraft),
      submitStep: bound(customers.submitStep),
      sendCode: bound(sendCode),
      checkCode: bound(checkCode),
      attachDocument: bound(customers.attachDocument),
      removeDocument: bound(customers.removeDocument),
    },
    files,
    tokens: {
      issue: (subject: TokenSubject) => issueToken(context, subject),
      redeem: (token: string) => redeemToken(context, token),
      state: (customer: Identity, hash: string) => tokenState(context, customer, hash),
    },
    outbox,
    reading,
    /** Lets every approval lapse whose last day is over; to be called now and then. */
    expireDue: () => expireDue(context),
    seed: (brand: string, templates: readonly NewTemplate[]) => seedTemplates(context, brand, templates),
    /** Calls `changed` with the new version after each change of the customer's KYC, until the answer is called. */
    watch: feed.watch,
    async close(): Promise<void> {
      await outbox.stop()
      await reading.stop()
      await feed.close()
      await db.destroy()
    },
  }
}
