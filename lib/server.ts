import 'server-only'
import { join } from 'node:path'
import pino from 'pino'
import { createCustomerDoor } from '@/lib/backend/door'
import { createEmbeddedBackend } from '@/lib/backend/embedded'
import type { KycBackend } from '@/lib/backend/port'
import { createRemoteBackend } from '@/lib/backend/remote'
import { createSandboxBackend } from '@/lib/backend/sandbox'
import { type Authorize, withClientCredentials, withServiceKey } from '@/lib/backend/service-auth'
import { openDatabase } from '@/lib/database'
import { env } from '@/lib/env'
import { createDiskFileStore } from '@/lib/files/disk'
import { createSealer } from '@/lib/files/encryption'
import { createS3FileStore } from '@/lib/files/s3'
import type { FileStore } from '@/lib/files/store'
import { createUploads, type Uploads } from '@/lib/files/uploads'
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
import {
  brand,
  brandName,
  callbackReceiver,
  dataDirectory,
  managerKeys,
  publicUrl,
  serviceKey,
} from './server/deployment'
import { once } from './server/once'
import { secrets } from './server/secrets'

/**
 * The composition root: environment → database, files, manager, backend. What requests and pages need of them is
 * composed in `server/web.ts` and `server/pages.ts`; only those, routes and pages come here.
 */

const clock = () => new Date()

/** The process's log: JSON lines on standard output. No personal data, no tokens. */
export const log = once('log', () => pino({ base: { name: 'inapp-kyc' }, level: 'info' }))

/** The embedded KYC manager, opened at the first call. */
export const manager = once('manager', openManager)

/** The KYC backend behind the screens: the embedded one, or the broker's own at `KYC_BACKEND_URL`. */
export async function backend(): Promise<KycBackend> {
  const remote = remoteBackend()
  if (remote) return remote
  return env().sandbox ? sandboxBackend(await manager()) : createEmbeddedBackend(await manager())
}

const remoteBackend = once('remote backend', (): KycBackend | null => {
  const { KYC_BACKEND_URL: url } = env()
  return url ? createRemoteBackend({ url, authorize: serviceAuth(), fetch }) : null
})

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
  return withClientCredentials({ tokenUrl, id, secret, fetch, clock })
}

/** The brands of this deployment. Throws at start, with every fault, when their file breaks a rule. */
export const brands = once('brands', (): Brands => {
  const { KYC_BRANDS_FILE: path } = env()
  const read = path ? readBrands(path) : { brands: {} }
  if ('faults' in read) throw new Error(`KYC_BRANDS_FILE: ${read.faults.join('; ')}`)
  return read.brands
})

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

/** How often approvals are looked through for those whose last day is over. */
const EXPIRY_EVERY_MS = 15 * 60_000

/** Where files are kept: on disk, or in a bucket. */
const fileStore = once('file store', (): FileStore => {
  const { KYC_FILES_URL: url } = env()
  const masterKey = secrets().master
  return url
    ? createS3FileStore({ url, masterKey })
    : createDiskFileStore({ directory: join(dataDirectory(), 'storage'), masterKey })
})

/** How often uploads are looked through for those that nobody goes on with. */
const SWEEP_EVERY_MS = 60 * 60_000

/** The files on their way to the backend, whichever it is. */
export const uploads = once('uploads', (): Uploads => {
  const opened = createUploads({ store: fileStore(), clock })
  const sweep = () => opened.sweep().catch((err: unknown) => log().error({ err }, 'sweep failed'))
  setInterval(sweep, SWEEP_EVERY_MS).unref()
  void sweep()
  return opened
})

/** Where the sandbox's emails go. */
export const mailbox = once('mailbox', () => createMailbox(clock))

/** How emails are sent; null in a deployment without a mail server. */
function emailSender(): SendEmail | null {
  const { KYC_SMTP_URL: url, KYC_MAIL_FROM: from = '', sandbox } = env()
  if (url) return createSmtpSender({ url, from })
  return sandbox ? mailbox().send : null
}

/** What every manager of this process is made of: one database, one store. */
async function managerParts(): Promise<ManagerWith> {
  const directory = dataDirectory()
  const { db, feed } = await openDatabase(env().KYC_DATABASE_URL ?? join(directory, 'kyc.db'))
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

const parts = once('manager parts', managerParts)

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
