import 'server-only'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Pool } from 'pg'
import { createCustomerApi } from '@/lib/backend/customer-api'
import { createEmbeddedBackend } from '@/lib/backend/embedded'
import type { KycBackend } from '@/lib/backend/port'
import { createRemoteBackend } from '@/lib/backend/remote'
import { createSandboxBackend, type Verdict } from '@/lib/backend/sandbox'
import { type Authorize, withClientCredentials, withServiceKey } from '@/lib/backend/service-auth'
import { shownToBrowser } from '@/lib/backend/shown-to-browser'
import type { Identity } from '@/lib/contract/customer'
import { openDatabase } from '@/lib/database'
import { createLocalFeed, type Feed } from '@/lib/database/feed'
import { openImpatientPool } from '@/lib/database/postgres'
import type { Database } from '@/lib/database/schema'
import { type AnchorSetting, env } from '@/lib/env'
import { createAnchorBucket } from '@/lib/files/anchors/anchor-bucket'
import { createAnchorFile } from '@/lib/files/anchors/anchor-file'
import type { AnchorPlace } from '@/lib/files/anchors/anchor-place'
import { createDiskFileStore } from '@/lib/files/disk'
import { createKeyring } from '@/lib/files/keys'
import { createS3FileStore } from '@/lib/files/s3'
import type { Place } from '@/lib/files/sealer'
import type { FileStore } from '@/lib/files/store'
import { createUploads, type Uploads } from '@/lib/files/uploads'
import { mendRequests } from '@/lib/http/mend-requests'
import { beginRequest, servedRequest } from '@/lib/http/request-id'
import { createStop } from '@/lib/http/stop'
import { readEveryLanguage } from '@/lib/i18n/catalogues'
import { createClamd } from '@/lib/inspection/scanning/clamd'
import type { Scan } from '@/lib/inspection/scanning/scanner'
import { findPause, type Pause } from '@/lib/jobs/pause'
import {
  createAnchorWebhook,
  createCallbackDelivery,
  createManager,
  createScreening,
  createSearch,
  createWebhookDelivery,
  type FailedAttempt,
  findMissingKey,
  type Manager,
  type ManagerWith,
  openAudit,
  openSealer,
  type Receivers,
  sandboxTemplates,
} from '@/lib/kyc'
import { createMailbox } from '@/lib/mail/mailbox'
import { checkSmtp, createSmtpSender, type SendEmail } from '@/lib/mail/smtp'
import { type EmailSender, writeEmail } from '@/lib/mail/write-email'
import { createFrameworkErrors } from '@/lib/observability/framework-errors'
import { createFunnel, createFunnelStore } from '@/lib/observability/funnel'
import { createLog } from '@/lib/observability/log'
import { createMetrics } from '@/lib/observability/metrics'
import { watchRequests } from '@/lib/observability/watch-requests'
import { deliverVerdict } from '@/lib/sandbox/reviewer'
import { SECOND_BRAND, secondTemplates } from '@/lib/sandbox/second-brand'
import { callbackReceiver, dataDirectory, defaultBrand, managerKeys, publicUrl, serviceKey } from './server/deployment'
import { brands, knownBrands, requireBrand, requireCallbackBrands, terms, termsOf } from './server/known-brands'
import { once } from './server/once'
import { readBrand } from './server/read-brand'
import { retention } from './server/retention-file'
import { riskRules } from './server/risk-file'
import { screeningSettings } from './server/screening-file'
import { masterKeysOpened, secrets } from './server/secrets'

/**
 * The composition root: environment → database, files, manager, backend. What requests and pages need of them is
 * composed in `server/web.ts` and `server/load-pages.ts`; only those, routes and pages come here.
 */

const clock = () => new Date()

/** The process's log. */
export const log = once('log', () => createLog({ requestId: servedRequest }))

/** What the framework reports of itself. */
export const frameworkErrors = once('framework errors', () => createFrameworkErrors(log()))

/** This process's figures. */
export const metrics = once('metrics', () =>
  createMetrics({
    backlog: async () => (await manager()).backlog(),
    lists: async () => (await manager()).lists.inForce(defaultBrand()),
    overdue: async () => (await manager()).risk.overdueReviews(),
    anchors: auditAnchors().map(({ name }) => name),
    now: () => performance.now(),
  }),
)

/** How this process ends. */
export const stop = once('stop', () =>
  createStop({
    withinMs: env().KYC_STOP_SECONDS * 1_000,
    tell(what, cut) {
      if (cut > 0) log().warn({}, `${what}: ${cut} requests had not ended in time`)
      else log().info({}, what)
    },
    report: (err) => log().error({ err }, 'the end was not in order'),
    exit: (code) => process.exit(code),
  }),
)

const funnelStore = once('funnel store', () =>
  createFunnelStore({
    store: async (counts) => (await manager()).countFunnel(counts),
    failed: (err) => log().warn({ err }, 'the funnel could not be stored, and will be tried again'),
  }),
)

/** How far people come in the screens. */
export const funnel = once('funnel', () => {
  const { add } = funnelStore()
  return createFunnel({
    now: () => performance.now(),
    count(passed) {
      metrics().countFunnel(passed)
      add(passed)
    },
  })
})

/** The embedded KYC manager, opened at the first call. */
export const manager = once('manager', openManager)

/** Connections to the Postgres that instances share, for what can be done without. Null on SQLite. */
export function impatientPool(): Pool | null {
  const { KYC_DATABASE_URL: url } = env()
  return url === undefined ? null : openImpatientPool(url)
}

/** The KYC backend behind the screens: the embedded one, or the broker's own at `KYC_BACKEND_URL`. */
export async function backend(): Promise<KycBackend> {
  return shownToBrowser(remoteBackend() ?? (await ownBackend()))
}

async function ownBackend(): Promise<KycBackend> {
  return env().sandbox ? sandboxBackend(await manager()) : createEmbeddedBackend(await manager())
}

/** Throws BACKEND_UNAVAILABLE unless the backend answers: about somebody whom none knows. */
export async function askBackend(): Promise<void> {
  const nobody = { customer_id: 'readiness', brand: defaultBrand(), email: null, trading_login: null }
  const read = await (await backend()).read(nobody)
  if (!read.ok && read.error.code !== 'NOT_FOUND') throw read.error
}

/** Throws BACKEND_UNAVAILABLE where nothing of a person could be kept now. */
export async function requireKeeping(): Promise<void> {
  await (await manager()).requireWritable()
  if (env().KYC_BACKEND_URL) await askBackend()
}

const remoteBackend = once('remote backend', (): KycBackend | null => {
  const { KYC_BACKEND_URL: url } = env()
  return url ? createRemoteBackend({ url, authorize: serviceAuth(), fetch }) : null
})

/** The sandbox's: what a file's name asks for is brought about. */
function sandboxBackend(manager: Manager): KycBackend {
  const decide = (verdict: Verdict, { brand }: Identity) =>
    deliverVerdict(manager, brand, verdict).catch((err: unknown) => log().warn({ err }, 'a verdict was not taken'))
  return createSandboxBackend(createEmbeddedBackend(manager), decide, setTimeout)
}

function serviceAuth(): Authorize {
  const {
    KYC_BACKEND_TOKEN_URL: tokenUrl,
    KYC_BACKEND_CLIENT_ID: id = '',
    KYC_BACKEND_CLIENT_SECRET: secret = '',
  } = env()
  if (!tokenUrl) return withServiceKey(serviceKey())
  return withClientCredentials({ tokenUrl, id, secret, fetch, clock })
}

/** Resolves once requests can be served: settings are read, files have a place, and the embedded backend's database is open. */
export async function ready(): Promise<void> {
  stop()
  requestsMended()
  requireCallbackBrands()
  terms()
  await masterKeysOpened()
  fileStore()
  // Also beside a backend elsewhere: sessions and links are kept here.
  await manager()
  await backend()
  await tellOfGaps()
  void tellOfAnchors()
  consoleTaken()
}

/** Before the first request, and once. */
const requestsMended = once('requests mended', () => {
  mendRequests()
  watchRequests({ log: log(), begin: beginRequest })
})

/** Once requests are served: what keeps the server from starting is read by `npm start`. A developer reads the framework's own words. */
const consoleTaken = once('console taken', () => {
  if (env().NODE_ENV !== 'development') frameworkErrors().capture(console)
})

/** What keeps people from being verified, or others from being told, although the server runs. A backend elsewhere has its own templates. */
export async function gaps(): Promise<Gap[]> {
  if (env().KYC_BACKEND_URL) return []
  const lacking = await (await manager()).templates.lackingIn([...knownBrands()])
  const pause = await findPause((await parts()).db)
  return [
    ...lacking.map((name) => ({
      ...({ code: 'NO_TEMPLATES', brand: name } as const),
      message: `The brand "${name}" has no step templates, so nobody can be verified. Import some: ${importCommand(name)}`,
    })),
    ...(pause ? [{ code: 'DELIVERIES_PAUSED', message: pausedBecause(pause) } as const] : []),
  ]
}

type Gap = { code: 'NO_TEMPLATES'; brand: string; message: string } | { code: 'DELIVERIES_PAUSED'; message: string }

function pausedBecause({ reason, since }: Pause): string {
  const why = reason === 'moved' ? 'The data was moved to another place' : 'The data was restored from a backup'
  return `${why} (${since}): no callback, webhook or email is sent until npm run deliveries -- resume`
}

/** Without a mail server the template that asks for a code by email is refused. */
function importCommand(brand: string): string {
  const { KYC_SMTP_URL, sandbox } = env()
  const left = KYC_SMTP_URL || sandbox ? '' : ' --without email'
  return `npm run templates -- import templates/starter.json --brand ${brand}${left}`
}

/** Once per process. */
const tellOfGaps = once('gaps told', async () => {
  for (const { message, ...gap } of await gaps().catch(() => [])) log().warn(gap, message)
})

/** The embedded backend's customer API, for other instances of the screens. */
export async function customerApi(): Promise<(request: Request) => Promise<Response>> {
  const embedded = createEmbeddedBackend(await manager())
  const keys = serviceKey() === '' ? [] : [{ key: serviceKey() }]
  const report = (err: unknown, requestId: string) => log().error({ err, requestId }, 'customer API failed')
  return createCustomerApi({ backend: embedded, keys, brandOf: requireBrand, report })
}

/** Where files are kept: on disk, or in a bucket. */
export const fileStore = once('file store', (): FileStore => {
  const { KYC_FILES_URL: url } = env()
  return url ? bucketAt(url) : folderAt(join(dataDirectory(), 'storage'))
})

/** The files in a bucket, `s3://…`. */
export function bucketAt(url: string): FileStore {
  return createS3FileStore({ url, keyring: keyring() })
}

/** The files in a folder, which is made when it is missing. */
export function folderAt(directory: string): FileStore {
  return createDiskFileStore({ directory, keyring: keyring() })
}

/** Where this deployment's rows are: the URL of Postgres, or the path of an SQLite file. */
export function databaseUrl(): string {
  return env().KYC_DATABASE_URL ?? join(dataDirectory(), 'kyc.db')
}

const keyring = once('keyring', () => createKeyring(secrets().master))

/** How often uploads are looked through for those that nobody goes on with. */
const SWEEP_EVERY_MS = 60 * 60_000

/** The files on their way to the backend, whichever it is. */
export const uploads = once('uploads', (): Uploads => {
  const opened = createUploads({ store: fileStore(), clock })
  if (env().KYC_BACKEND_URL) sweepNowAndThen(opened)
  return opened
})

/** Where the backend is elsewhere there is no queue of jobs; else sweeping is one of them. */
function sweepNowAndThen({ sweep }: Uploads): void {
  const sweepOnce = () => sweep().catch((err: unknown) => log().error({ err }, 'sweep failed'))
  setInterval(sweepOnce, SWEEP_EVERY_MS).unref()
  void sweepOnce()
}

/** Where the sandbox's emails go. */
export const mailbox = once('mailbox', () => createMailbox(clock))

/** Signs in to the mail server and leaves again; null in a deployment without one. */
export function mailCheck(): (() => Promise<void>) | null {
  const { KYC_SMTP_URL: url } = env()
  return url ? () => checkSmtp({ url }) : null
}

/** How emails are sent; null in a deployment without a mail server. */
function emailSender(): SendEmail | null {
  const { KYC_SMTP_URL: url, KYC_MAIL_FROM: from = '', sandbox } = env()
  if (url) return createSmtpSender({ url, from })
  return sandbox ? mailbox().send : null
}

/** What every manager of this process is made of: one database, one store. */
async function managerParts(): Promise<ManagerWith> {
  await masterKeysOpened()
  const { db, feed } = await openDatabase(databaseUrl())
  return closedOnError(db, feed, async () => {
    const pause = await findPause(db)
    if (pause?.reason === 'restoring' || pause?.reason === 'moving') throw notArrived(pause)
    return partsOver(db, feed, fileStore())
  })
}

/** What a manager over another database and store is made of, for a command: whoever asked for it closes it. */
export async function openParts(url: string, store: FileStore): Promise<ManagerWith> {
  const { db, feed } = await openDatabase(url)
  return closedOnError(db, feed, () => partsOver(db, feed, store))
}

/** It is tried again at the next request, with connections of its own. */
async function closedOnError(db: Database, feed: Feed, make: () => Promise<ManagerWith>): Promise<ManagerWith> {
  return make().catch(async (error: unknown) => {
    await feed.close()
    await db.destroy()
    throw error
  })
}

function notArrived({ reason }: Pause): Error {
  const [command, what] = reason === 'moving' ? ['migrate-store', 'moved'] : ['restore', 'restored']
  const where = env().KYC_DATABASE_URL ? 'KYC_DATABASE_URL' : 'KYC_DATA_DIR'
  const advice = `its data is being ${what}. Let npm run ${command} come to its end`
  return new Error(`The configuration does not work:\n  ${where}: ${advice}`)
}

async function partsOver(db: Database, feed: Feed, store: FileStore): Promise<ManagerWith> {
  const report = ([table, column, row]: Place) =>
    log().error({ table, column, row }, 'a sealed text does not open: it was changed, or belongs to another row')
  const sealer = await openSealer({ db, keyring: keyring(), now: clock().toISOString(), report })
  if (!sealer) throw keyRefused()
  const missing = await findMissingKey(db, keyring())
  if (missing !== undefined) throw keyMissing(missing)
  return {
    ...{ db, feed, clock, keys: managerKeys(), publicUrl: publicUrl(), receivers: receivers(), terms: termsOf },
    risk: riskRules(),
    retention: retention(),
    auditAnchors: auditAnchors(),
    anchored: (place) => metrics().noteAnchored(place),
    auditKey: await openAudit(db, keyring(), clock().toISOString()),
    ...{ store, sealer, keyring: keyring(), checksOutputs: env().NODE_ENV === 'development' },
    scan: scanner(),
    documentRules: (brand) => brands()[brand]?.documents ?? {},
    sweepUploads: () => uploads().sweep(),
    screening: screening(),
    search: createSearch({ db, sealer, store: fileStore(), openHost: screening().openHost }),
    observe: (brand, happened) => metrics().countEvents(brand, happened),
    warnOverdue: ({ brand, count }) =>
      log().warn({ brand, count }, 'reviews are overdue: see GET /manager/kyc/profiles?refresh_due_by='),
    report: (err, requestId) =>
      log().error({ err, requestId }, requestId ? 'manager request failed' : 'the queue of jobs failed'),
    attemptFailed,
  }
}

/** A callback, webhook or email that did not arrive, a file that could not be read. Tried again it is, unless it is dead. */
function attemptFailed(failed: FailedAttempt, err?: unknown): void {
  if (failed.dead) log().error({ ...failed, err }, 'a job was given up: see GET /manager/kyc/deliveries?state=dead')
  else log().warn({ ...failed, err }, 'a job failed, and will be tried again')
}

function keyMissing(id: string): Error {
  const advice = `lacks the key ${id}, which still protects data. Put it back, and see: npm run keys -- status`
  return new Error(`The configuration does not work:\n  KYC_MASTER_KEYS: ${advice}`)
}

function keyRefused(): Error {
  const where = env().KYC_DATABASE_URL ? 'KYC_DATABASE_URL' : 'KYC_DATA_DIR'
  const what = env().KYC_MASTER_KEYS ? 'KYC_MASTER_KEYS: lacks the key' : 'KYC_MASTER_KEY: is not the key'
  const advice = `${what} that the data was encrypted with. Set the key of before, or another ${where}`
  return new Error(`The configuration does not work:\n  ${advice}`)
}

/** How people are screened against lists. */
const screening = once('screening', () =>
  createScreening({ settingsOf: screeningSettings(), updateHours: env().KYC_LISTS_UPDATE_HOURS, fetch, clock }),
)

/** The scanner for malware. */
function scanner(): Scan | null {
  const { KYC_CLAMD: address } = env()
  return address ? createClamd(address) : null
}

/** Where the ends of the audit are written down outside the database. */
export const auditAnchors = once('audit anchors', (): readonly AnchorPlace[] =>
  (env().KYC_AUDIT_ANCHOR ?? []).map(anchorPlace),
)

function anchorPlace(setting: AnchorSetting): AnchorPlace {
  const { KYC_WEBHOOK_SECRETS: secrets = [] } = env()
  if (setting.kind === 'file') return createAnchorFile(setting.path)
  if (setting.kind === 'webhook') return createAnchorWebhook({ url: setting.url, secrets, fetch, clock })
  const { url, lock, days } = setting
  return createAnchorBucket({ url, mode: lock === 'compliance' ? 'COMPLIANCE' : 'GOVERNANCE', days, clock })
}

/** Nobody waits for it: a place may not answer. */
async function tellOfAnchors(): Promise<void> {
  for (const { name, warning } of auditAnchors()) {
    const message = await warning()
    if (message !== null) log().warn({}, `KYC_AUDIT_ANCHOR: ${name}: ${message}`)
  }
}

/** Who is told of changes in this deployment. */
function receivers(): Receivers {
  const { KYC_WEBHOOK_URL: webhookUrl, KYC_WEBHOOK_SECRETS: webhookSecrets = [] } = env()
  const callback = callbackReceiver()
  const send = emailSender()
  return {
    callback: callback && createCallbackDelivery({ ...callback, brands: env().CTRADER_CALLBACK_BRANDS, fetch }),
    webhook: webhookUrl ? createWebhookDelivery({ url: webhookUrl, secrets: webhookSecrets, fetch, clock }) : null,
    email: send && (async (email, brand) => send(await writeEmail(email, senderOf(brand)))),
  }
}

/** In whose words an email is written. */
function senderOf(brand: string): EmailSender {
  const { name, supportEmail, supportUrl } = readBrand(brand)
  return { name, support: supportUrl ?? supportEmail, terms: termsOf(brand) }
}

/** A manager over the same data by another clock: with it the sandbox plays what happened before today. */
export async function managerAt(clock: () => Date): Promise<Manager> {
  await manager()
  // A feed of its own: today's queue would take what is due in the past, and give it up as too late.
  return createManager({ ...(await parts()), clock, feed: createLocalFeed() })
}

/** The same for a command about what is there already. */
export async function managerOfExistingData(): Promise<Manager> {
  requireData()
  return managerForCommand()
}

/** What it is made of; whoever asked for it closes it. */
export async function partsOfExistingData(): Promise<ManagerWith> {
  requireData()
  return parts()
}

/** Whether a database is named, or in the folder. */
export function hasData(): boolean {
  const { KYC_DATABASE_URL: url, KYC_DATA_DIR: folder } = env()
  const database = resolve(/* turbopackIgnore: true */ folder, 'kyc.db')
  return url !== undefined || existsSync(/* turbopackIgnore: true */ database)
}

/** Throws where there is no data: a wrong folder would be made, and found in order. */
export function requireData(): void {
  const { KYC_DATA_DIR: folder } = env()
  if (!hasData()) throw new Error(`The configuration does not work:\n  KYC_DATA_DIR: there is no database in ${folder}`)
}

/** A manager for a command: it takes no jobs, and whoever asked for it closes it. */
export async function managerForCommand(): Promise<Manager> {
  return createManager(await parts())
}

const parts = once('manager parts', managerParts)

async function openManager(): Promise<Manager> {
  const opened = createManager(await parts())
  if (env().sandbox) {
    const templates = sandboxTemplates(await readEveryLanguage())
    await opened.seed(defaultBrand(), templates)
    await opened.seed(SECOND_BRAND, secondTemplates(templates))
  }
  await opened.masterKeys.use()
  await opened.jobs.start()
  const { stop: finish, giveBack } = opened.jobs
  stop().add({ finish, giveBack, close: () => funnelStore().flush().then(opened.close) })
  return opened
}
