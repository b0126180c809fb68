import { LRUCache } from 'lru-cache'
import type { Anchor } from '@/lib/contract/audit'
import type { CustomerKey, Identity } from '@/lib/contract/customer'
import type { RequestableLevel } from '@/lib/contract/levels/levels'
import { MANAGER_OPERATIONS, type ManagerInput, type ManagerOutput } from '@/lib/contract/manager'
import type { ManagerMethod } from '@/lib/contract/methods'
import type { BrandRisk } from '@/lib/contract/risk/risk-rules'
import { requireWritable } from '@/lib/database/writable'
import type { KeyWrapper } from '@/lib/files/keys'
import { backlog } from '@/lib/jobs/backlog'
import { type AttemptFailed, createQueue } from '@/lib/jobs/queue'
import { REGISTRY } from '@/lib/jobs/registry'
import { anchorAudit } from './commands/anchor-audit'
import { countFunnel } from './commands/count-funnel'
import { attachDocument } from './commands/customer/attach-document'
import { checkCode } from './commands/customer/check-code'
import { chooseEmails } from './commands/customer/choose-emails'
import { open } from './commands/customer/open'
import { read } from './commands/customer/read'
import { removeDocument } from './commands/customer/remove-document'
import { requestLevel } from './commands/customer/request-level'
import { resolveDifference } from './commands/customer/resolve-difference'
import { saveDraft } from './commands/customer/save-draft'
import { sendCode } from './commands/customer/send-code'
import { submitStep } from './commands/customer/submit-step'
import { expireSteps } from './commands/expire-steps'
import { type AuditExport, exportAudit } from './commands/export-audit'
import { type ImportOptions, importTemplates } from './commands/import-templates'
import { keepRetention, retentionPlan } from './commands/lifetime/keep-retention'
import { askRefresh } from './commands/risk/ask-refresh'
import { reassessProfiles } from './commands/risk/reassess-profiles'
import { replayRisk } from './commands/risk/replay-risk'
import { seedTemplates } from './commands/seed-templates'
import { sweepSpent } from './commands/sweep-spent'
import type { Actor, Context } from './context'
import { HANDLERS } from './handlers'
import { createManagerApi, type ManagerKey } from './http/rest'
import { recordLook } from './look'
import { kycStatus } from './queries/kyc-status'
import { levelSteps } from './queries/level-steps'
import { overdueReviews } from './queries/overdue-reviews'
import { auditedBrands, verifyAudit } from './queries/verify-audit'
import { inUseSince, markKeyInUse, type Rotated, rotateKeys, usesOfKeys } from './records/master-keys'
import { brandsWithoutTemplates, brandTemplates, toTemplate } from './records/templates'
import { missingNames } from './rules/risk/names-in-rules'
import { templateFile } from './rules/template-file'
import { listsInForce } from './screening/list-ages'
import { addList, addListWith, allLists, type NewList } from './screening/lists/add-list'
import { reportOf } from './screening/lists/list-versions'
import { removeList } from './screening/lists/remove-list'
import { checkList, takeList } from './screening/lists/take-list'
import { updateList } from './screening/lists/update-lists'
import { screenDue } from './screening/screen-due'
import type { FetchList } from './screening/screening'
import { endSession, isSessionOpen, type SessionClaim, sessionEpoch } from './sessions'
import { type Owner, readStoredFile, storeFile } from './stored-files'
import { brandOfToken, issueToken, redeemToken, type TokenSubject, tokenState } from './tokens'
import type { NewTemplate } from './transitions/put-template'

export type { FailedAttempt } from '@/lib/jobs/queue'
export type { Actor, Receivers } from './context'
export { createAnchorWebhook } from './deliveries/anchor-webhook'
export { createCallbackDelivery } from './deliveries/callback'
export { createWebhookDelivery } from './deliveries/webhook'
export type { ManagerKey } from './http/rest'
export { AUDIT_FAULTS, type AuditFault } from './queries/verify-audit'
export { findMissingKey, type KeyUse, usesOfKeys } from './records/master-keys'
export { openAudit } from './records/open-audit'
export { openSealer } from './records/open-sealer'
export { judgeTemplates, templateFile } from './rules/template-file'
export { sandboxTemplates } from './sandbox-templates'
export { createScreening } from './screening/create-screening'
export { sourcesOf } from './screening/lists/add-list'
export { lastingSource } from './screening/lists/fetch-list'
export type { Screening } from './screening/screening'
export { createSearch } from './screening/search'
export { KNOWN_TOPICS, topicOf } from './verification/screening/lists/listed-topics'

/** A profile takes about 20 kB. */
const CACHED_PROFILES = 1_000

export type ManagerWith = Omit<Context, 'cache'> & {
  keys: readonly ManagerKey[]
  /** The master keys. */
  keyring: KeyWrapper
  /** Called once for each bug, with the request id that the caller got. */
  report: (error: unknown, requestId?: string) => void
  /** Called for each attempt of a job that failed. */
  attemptFailed: AttemptFailed
  /** Whether the outputs of methods are validated, as in tests and development. */
  checksOutputs: boolean
}

export type Manager = ReturnType<typeof createManager>

/** Creates the embedded KYC manager. It throws refusals as `KycError`; `handle` turns them into HTTP responses. */
export function createManager({ keys, keyring, report, attemptFailed, checksOutputs, ...parts }: ManagerWith) {
  const context: Context = { ...parts, cache: new LRUCache({ max: CACHED_PROFILES }) }
  const { db, feed, clock, search } = context
  const jobs = createQueue({
    ...{ db, clock, services: context, registry: REGISTRY, watchLanes: feed.watchLanes },
    ...{ report, attemptFailed },
  })

  async function call<Method extends ManagerMethod>(
    method: Method,
    input: ManagerInput<Method>,
    actor: Actor,
  ): Promise<ManagerOutput<Method>> {
    const output = await HANDLERS[method](context, actor, input)
    if (checksOutputs) MANAGER_OPERATIONS[method].output.parse(output)
    return output
  }

  const refused = (method: ManagerMethod, actor: Actor) =>
    recordLook(context, actor, method, {
      ...{ event: 'access.refused', entity_id: method, customer_id: null, after: { role: actor.role } },
    })

  const bound =
    <Rest extends unknown[], Value>(run: (context: Context, customer: Identity, ...rest: Rest) => Promise<Value>) =>
    (customer: Identity, ...rest: Rest) =>
      run(context, customer, ...rest)

  return {
    /** Handles requests to `/manager/kyc/*`. */
    handle: createManagerApi({ keys, call, refused, report }),
    call,
    customers: {
      open: bound(open),
      read: bound(read),
      kycStatus: bound(kycStatus),
      requestLevel: bound(requestLevel),
      chooseEmails: bound(chooseEmails),
      saveDraft: bound(saveDraft),
      submitStep: bound(submitStep),
      sendCode: bound(sendCode),
      checkCode: bound(checkCode),
      attachDocument: bound(attachDocument),
      removeDocument: bound(removeDocument),
      resolveDifference: bound(resolveDifference),
    },
    files: {
      store: (...given: Rest<typeof storeFile>) => storeFile(context, ...given),
      read: (fileId: string, owner: Owner) => readStoredFile(context, fileId, owner),
    },
    tokens: {
      issue: (subject: TokenSubject) => issueToken(context, subject),
      redeem: (token: string) => redeemToken(context, token),
      brandOf: (hash: string) => brandOfToken(context, hash),
      state: (customer: Identity, hash: string) => tokenState(context, customer, hash),
    },
    sessions: {
      epochOf: (customer: CustomerKey) => sessionEpoch(context, customer),
      isOpen: (claim: SessionClaim) => isSessionOpen(context, claim),
      end: (id: string) => endSession(context, id),
    },
    /** The steps that a level asks of a new customer of the brand. */
    levelSteps: (brand: string, level: RequestableLevel) => levelSteps(context, brand, level),
    /** The job queue. */
    jobs,
    /** Runs all deliveries that are due now. */
    deliverDue: () => jobs.runDue(['callbacks', 'webhooks', 'email']),
    /** Removes what is used up now, instead of waiting for the job. */
    sweepDue: async () => {
      await sweepSpent(context)
      await jobs.runDue(['upkeep'])
    },
    /** Expires approvals now, instead of waiting for the job. */
    expireDue: () => expireSteps(context),
    templates: {
      /** Those of the brands with which nobody can be verified, because no template asks for anything. */
      lackingIn: (brands: readonly string[]) => brandsWithoutTemplates(db, brands),
      import: (actor: Actor, file: unknown, options: ImportOptions) => importTemplates(context, actor, file, options),
      /** All templates of a brand, as a file for `import`. */
      export: async (brand: string) => templateFile((await brandTemplates(db, brand)).map(toTemplate)),
    },
    audit: {
      brands: (anchors: readonly Anchor[] = []) => auditedBrands(db, anchors),
      verify: (brand: string, anchors: readonly Anchor[] = []) => verifyAudit(db, context.auditKey, brand, anchors),
      export: (actor: Actor, asked: AuditExport) => exportAudit(context, actor, asked),
      /** Anchors it now, instead of waiting for the job. */
      anchor: () => anchorAudit(context),
    },
    retention: {
      /** What would go now, and why. */
      plan: () => retentionPlan(context),
      /** Erases and destroys it now, instead of waiting for the job. */
      keep: () => keepRetention(context),
    },
    risk: {
      /** Judges those who are due now, instead of waiting for the job. */
      reassess: () => reassessProfiles(context),
      /** Asks those whose review is due now, instead of waiting for the job. */
      askRefresh: () => askRefresh(context),
      /** Of each brand with reviews, how many are overdue. */
      overdueReviews: () => overdueReviews(context),
      /** What rules would have decided on the history, customer by customer. It changes nothing. */
      replay: (brand: string, rules: BrandRisk) => replayRisk(context, brand, rules),
      /** What rules name and no template of the brand has, so that they never hold. */
      missingNames: async (brand: string, rules: BrandRisk) =>
        missingNames(rules, (await brandTemplates(db, brand)).map(toTemplate)),
    },
    seed: (brand: string, templates: readonly NewTemplate[]) => seedTemplates(context, brand, templates),
    /** Adds to what is known of how far people come. */
    countFunnel: (counts: Parameters<typeof countFunnel>[1]) => countFunnel(context, counts),
    lists: {
      /** Sets up a list, of which nothing was taken yet. From then on people are screened. */
      add: (list: NewList) => addList(context, list),
      addWith: (...given: Rest<typeof addListWith>) => addListWith(context, ...given),
      all: () => allLists(db),
      /** Reads a list from its sources, and changes nothing. */
      read: (...given: Parameters<FetchList>) => context.screening.fetchList(...given),
      check: (...given: Rest<typeof checkList>) => checkList(context, ...given),
      update: (...given: Rest<typeof updateList>) => updateList(context, ...given),
      take: (...given: Rest<typeof takeList>) => takeList(context, ...given),
      remove: (...given: Rest<typeof removeList>) => removeList(context, ...given),
      /** What was noted when the version in force of a list was read. Null where nothing is kept of it. */
      report: (name: string) => reportOf(context, name),
      /** What is in force of each list, and how old it is. Too old by the settings of the brand. */
      inForce: (brand: string) => listsInForce(db, clock(), context.screening.settingsOf(brand).list_age_hours),
    },
    /** Does all screenings that are due now, instead of waiting for the jobs. */
    screenDue: async () => {
      await jobs.runDue(['screening', 'lists'])
      await screenDue(context)
      await jobs.runDue(['lists'])
    },
    /** What waits in each lane of the queue. */
    backlog: () => backlog(db, clock()),
    /** Throws BACKEND_UNAVAILABLE unless the database can be written now. */
    requireWritable: () => requireWritable(db),
    masterKeys: {
      /** To be called by a server before it serves: the newest key wraps from now on. */
      use: () => markKeyInUse(db, keyring, clock().toISOString()),
      /** The newest key, since when servers use it, and what each key wraps. */
      status: async () => ({
        newest: keyring.newest,
        since: await inUseSince(db, keyring.newest),
        uses: await usesOfKeys(db),
      }),
      rotate: (tell?: (done: Rotated) => void) => rotateKeys(db, keyring, tell),
    },
    /** Calls `changed` with each new version of the customer's KYC. Returns a function that ends this. */
    watch: feed.watch,
    async close(): Promise<void> {
      await jobs.stop()
      await search.close()
      await feed.close()
      await db.destroy()
    },
  }
}

type Rest<Run extends (context: Context, ...rest: never[]) => unknown> =
  Parameters<Run> extends [Context, ...infer Others] ? Others : never
