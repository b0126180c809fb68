import 'server-only'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import pino, { type Logger } from 'pino'
import { createCustomerDoor } from '@/lib/backend/door'
import { createEmbeddedBackend } from '@/lib/backend/embedded'
import type { KycBackend } from '@/lib/backend/port'
import { createRemoteBackend } from '@/lib/backend/remote'
import { createSandboxBackend } from '@/lib/backend/sandbox'
import { type Authorize, withClientCredentials, withServiceKey } from '@/lib/backend/service-auth'
import { openDatabase } from '@/lib/database'
import { env, type ManagerKey } from '@/lib/env'
import { createDiskFileStore } from '@/lib/files/disk'
import { createSealer } from '@/lib/files/encryption'
import { createS3FileStore } from '@/lib/files/s3'
import type { FileStore } from '@/lib/files/store'
import { createUploads, type Uploads } from '@/lib/files/uploads'
import { keyOf } from '@/lib/http/bearer'
import { readEveryLanguage } from '@/lib/i18n/catalogues'
import {
  createCallbackDelivery,
  createFiles,
  createManager,
  createWebhookDelivery,
  deliverByKind,
  type Manager,
  type ManagerWith,
  openLetter,
  sandboxTemplates,
} from '@/lib/kyc'
import { createMailbox } from '@/lib/mail/mailbox'
import { createSmtpSender, type SendEmail } from '@/lib/mail/smtp'
import { writeEmail } from '@/lib/mail/write-email'
import { deliverVerdict } from '@/lib/sandbox/reviewer'
import { type Brands, readBrands } from '@/lib/theme/brands'

/**
 * The composition root: environment → database, files, manager, backend. Routes are bundled apart, so what
 * must exist once hangs on `globalThis`.
 */
type Singletons = {
  parts?: Promise<ManagerWith>
  manager?: Promise<Manager>
  brands?: Brands
  remote?: KycBackend
  files?: FileStore
  uploads?: Uploads
  mailbox?: ReturnType<typeof createMailbox>
  log?: Logger
  secrets?: Secrets
}
const shared = globalThis as { inappKyc?: Singletons }
shared.inappKyc ??= {}
const singletons: Singletons = shared.inappKyc

/** In the sandbox these are published, so that anybody can try the doors; it listens on loopback only. */
const SANDBOX_KEYS: ManagerKey[] = [
  { key: 'sandbox-manager', role: 'SESSION_MANAGER', brand: 'sandbox', name: 'Sandbox manager' },
  { key: 'sandbox-admin', role: 'SESSION_ADMIN', brand: 'sandbox', name: 'Sandbox admin' },
]
const SANDBOX_SERVICE_KEY = 'sandbox-service'
/** The stand-in for cTrader's callback takes this token. */
export const SANDBOX_CALLBACK_TOKEN = 'sandbox-callback'

/** The process's log: JSON lines on standard output. No personal data, no tokens. */
export function log(): Logger {
  singletons.log ??= pino({ base: { name: 'inapp-kyc' }, level: 'info' })
  return singletons.log
}

/** The brand that customers of this deployment belong to. */
export function brand(): string {
  return env().KYC_BRAND ?? 'sandbox'
}

/** The name that people know the broker by. */
export function brandName(): string {
  return env().KYC_BRAND_NAME ?? (env().sandbox ? 'Northwind Markets' : 'Verification')
}

/** The embedded KYC manager, opened at the first call. */
export function manager(): Promise<Manager> {
  singletons.manager ??= openManager()
  return singletons.manager
}

/** The KYC backend behind the screens: the embedded one, or the broker's own at `KYC_BACKEND_URL`. */
export async function backend(): Promise<KycBackend> {
  const { KYC_BACKEND_URL: url } = env()
  if (!url) return env().sandbox ? sandboxBackend(await manager()) : createEmbeddedBackend(await manager())
  singletons.remote ??= createRemoteBackend({ url, authorize: serviceAuth(), fetch })
  return singletons.remote
}

/** The sandbox's: what a file's name asks for is brought about. */
function sandboxBackend(manager: Manager): KycBackend {
  return createSandboxBackend(createEmbeddedBackend(manager), (verdict) =>
    deliverVerdict(manager, brand(), verdict).catch((err: unknown) => log().warn({ err }, 'a verdict was not taken')),
  )
}

function serviceAuth(): Authorize {
  const {
    KYC_BACKEND_TOKEN_URL: tokenUrl,
    KYC_BACKEND_CLIENT_ID: id = '',
    KYC_BACKEND_CLIENT_SECRET: secret = '',
  } = env()
  if (!tokenUrl) return withServiceKey(serviceKey())
  return withClientCredentials({ tokenUrl, id, secret, fetch, clock: () => new Date() })
}

/** The brands of this deployment. Throws at start, with every fault, when their file breaks a rule. */
export function brands(): Brands {
  if (singletons.brands) return singletons.brands
  const { KYC_BRANDS_FILE: path } = env()
  const read = path ? readBrands(path) : { brands: {} }
  if ('faults' in read) throw new Error(`KYC_BRANDS_FILE: ${read.faults.join('; ')}`)
  singletons.brands = read.brands
  return read.brands
}

/** Resolves once requests can be served: the brands are read, and the embedded backend's database is open. */
export async function ready(): Promise<void> {
  brands()
  await backend()
}

/** The embedded backend's customer door, for other copies of the screens. */
export async function customerDoor(): Promise<(request: Request) => Promise<Response>> {
  const embedded = createEmbeddedBackend(await manager())
  const keys = serviceKey() === '' ? [] : [{ key: serviceKey() }]
  const report = (err: unknown, requestId: string) => log().error({ err, requestId }, 'customer door failed')
  return createCustomerDoor({ backend: embedded, keys, brand: brand(), report })
}

function serviceKey(): string {
  return env().KYC_SERVICE_KEY ?? (env().sandbox ? SANDBOX_SERVICE_KEY : '')
}

/** The key that seals session cookies: 32 bytes. */
export function sessionKey(): Uint8Array {
  return secrets().session
}

type Secrets = { master: Uint8Array; session: Uint8Array }

/** Production's secrets come from the environment; the sandbox makes its own once and keeps them beside its data. */
function secrets(): Secrets {
  singletons.secrets ??= readSecrets()
  return singletons.secrets
}

function readSecrets(): Secrets {
  const { KYC_MASTER_KEY, KYC_SESSION_KEY } = env()
  const own = KYC_MASTER_KEY && KYC_SESSION_KEY ? null : sandboxSecrets(join(dataDirectory(), 'sandbox-secrets.json'))
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))
  return { master: bytes(KYC_MASTER_KEY ?? own?.master ?? ''), session: bytes(KYC_SESSION_KEY ?? own?.session ?? '') }
}

function sandboxSecrets(path: string): { master: string; session: string } {
  if (!existsSync(path)) {
    const fresh = { master: randomBytes(32).toString('base64'), session: randomBytes(32).toString('base64') }
    writeFileSync(path, JSON.stringify(fresh), { mode: 0o600 })
  }
  return JSON.parse(readFileSync(path, 'utf8'))
}

/** The folder of the database and the files; made when it is missing. */
export function dataDirectory(): string {
  const directory = resolve(/* turbopackIgnore: true */ env().KYC_DATA_DIR)
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  return directory
}

/** How often approvals are looked through for those whose last day is over. */
const EXPIRY_EVERY_MS = 15 * 60_000

/** Where files are kept: on disk, or in a bucket. */
function fileStore(): FileStore {
  const { KYC_FILES_URL: url } = env()
  const masterKey = secrets().master
  singletons.files ??= url
    ? createS3FileStore({ url, masterKey })
    : createDiskFileStore({ directory: join(dataDirectory(), 'storage'), masterKey })
  return singletons.files
}

/** How often uploads are looked through for those that nobody goes on with. */
const SWEEP_EVERY_MS = 60 * 60_000

/** The files on their way to the backend, whichever it is. */
export function uploads(): Uploads {
  if (singletons.uploads) return singletons.uploads
  const opened = createUploads({ store: fileStore(), clock: () => new Date() })
  singletons.uploads = opened
  const sweep = () => opened.sweep().catch((err: unknown) => log().error({ err }, 'sweep failed'))
  setInterval(sweep, SWEEP_EVERY_MS).unref()
  void sweep()
  return opened
}

/** Where the sandbox's emails go. */
export function mailbox(): ReturnType<typeof createMailbox> {
  singletons.mailbox ??= createMailbox(() => new Date())
  return singletons.mailbox
}

/** How emails are sent; null in a deployment without a mail server. */
function emailSender(): SendEmail | null {
  const { KYC_SMTP_URL: url, KYC_MAIL_FROM: from = '', sandbox } = env()
  if (url) return createSmtpSender({ url, from })
  return sandbox ? mailbox().send : null
}

/** Where the screens are reached from outside; null when nobody has said. */
function publicUrl(): string | null {
  const { KYC_PUBLIC_URL, PORT, sandbox } = env()
  return KYC_PUBLIC_URL ?? (sandbox ? `http://localhost:${PORT}` : null)
}

/** What every manager of this process is made of: one database, one store. */
async function managerParts(): Promise<ManagerWith> {
  const directory = dataDirectory()
  const { db, feed } = await openDatabase(env().KYC_DATABASE_URL ?? join(directory, 'kyc.db'))
  const clock = () => new Date()
  const receiver = callbackReceiver()
  const { KYC_WEBHOOK_URL, KYC_WEBHOOK_SECRETS: secretsOfHooks = [] } = env()
  const masterKey = secrets().master
  const sealer = createSealer(masterKey)
  const send = emailSender()
  return {
    ...{ db, feed, clock, keys: managerKeys() },
    files: createFiles({ db, store: fileStore(), clock }),
    sealer,
    deliver: deliverByKind({
      'ctrader.kyc-status': receiver ? createCallbackDelivery({ ...receiver, fetch }) : undefined,
      webhook: KYC_WEBHOOK_URL
        ? createWebhookDelivery({ url: KYC_WEBHOOK_URL, secrets: secretsOfHooks, fetch, clock })
        : undefined,
      mail: send ? async (row) => send(await writeEmail(openLetter(row, sealer), brandName())) : undefined,
    }),
    webhooks: KYC_WEBHOOK_URL !== undefined,
    mail: send !== null,
    publicUrl: publicUrl(),
    report: (err, requestId) => log().error({ err, requestId }, 'manager request failed'),
  }
}

/** A manager over the same data by another clock: with it the sandbox plays what happened before today. */
export async function managerAt(clock: () => Date): Promise<Manager> {
  await manager()
  return createManager({ ...(await parts()), clock })
}

function parts(): Promise<ManagerWith> {
  singletons.parts ??= managerParts()
  return singletons.parts
}

async function openManager(): Promise<Manager> {
  const opened = createManager(await parts())
  if (env().sandbox) {
    const say = await readEveryLanguage()
    await opened.seed(
      brand(),
      sandboxTemplates((key) => say(`templates.${key}`)),
    )
  }
  opened.outbox.start()
  opened.reading.start()
  const expire = () => opened.expireDue().catch((err: unknown) => log().error({ err }, 'expiry failed'))
  setInterval(expire, EXPIRY_EVERY_MS).unref()
  void expire()
  return opened
}

/** Where cTrader's callback is received; the sandbox plays that part itself. */
function callbackReceiver(): { url: string; token: string } | null {
  const { CTRADER_CALLBACK_URL: url, CTRADER_CALLBACK_TOKEN: token = '', PORT, sandbox } = env()
  if (url) return { url, token }
  return sandbox ? { url: `http://127.0.0.1:${PORT}/ctrader/callback/kyc-status`, token: SANDBOX_CALLBACK_TOKEN } : null
}

function managerKeys(): readonly ManagerKey[] {
  return env().KYC_MANAGER_KEYS ?? (env().sandbox ? SANDBOX_KEYS : [])
}

/** Who uploads with a key instead of a session: a manager, or the service; null without a key that we know. */
export function staffOf(request: Request): { brand: string; customer_id: null; uploaded_by: string } | null {
  const service = { key: serviceKey(), brand: brand(), name: 'service' }
  const key = keyOf(request, [...managerKeys(), ...(service.key ? [service] : [])])
  return key && { brand: key.brand, customer_id: null, uploaded_by: key.name }
}
