import 'server-only'
import { env } from '@/lib/env'
import { createKeyService } from '@/lib/files/key-service'
import type { KeyUse, Manager } from '@/lib/kyc'
import { managerOfExistingData } from '@/lib/server'
import { type MasterKeyName, masterKeyNames } from './secrets'

/** `npm run keys`: what `scripts/keys.mjs` hands on. */

type Print = (line: string) => void
type Settings = Readonly<Record<string, string | undefined>>

/** Answers whether all went well; what went wrong is printed. */
type Run = (print: Print, settings: Settings, serviceKey?: string) => Promise<boolean>

/** Parts of uploads have no wrapped key: they live for a day under the master key of their beginning, and are swept hourly. */
const UPLOADS_END_AFTER_MS = 25 * 60 * 60_000
/** A line of progress for so many keys. */
const TELL_EVERY = 1_000

export const COMMANDS: Readonly<Record<'new' | 'status' | 'rotate', Run>> = {
  new: newKey,
  status: (print, settings) =>
    withManager(print, settings, async (manager) => {
      await printStatus(manager, print)
      return true
    }),
  rotate: (print, settings) =>
    withManager(print, settings, async (manager) => {
      const { newest, since } = await manager.masterKeys.status()
      if (since === undefined) {
        print(
          `No server has started with ${named(newest)} yet, and one that does not have it could open nothing that it ` +
            'wraps. Restart every instance with these settings, then run this again. Nothing was changed.',
        )
        return false
      }
      let told = 0
      const { rewrapped, damaged } = await manager.masterKeys.rotate((done) => {
        if (done.rewrapped - told < TELL_EVERY) return
        told = done.rewrapped
        print(`${told} wrapped anew …`)
      })
      print(`${rewrapped} wrapped anew by ${named(newest)}.`)
      if (damaged > 0) print(`${damaged} did not unwrap and stay as they are: they are damaged.`)
      await printStatus(manager, print)
      return damaged === 0
    }),
}

/** Has a key service make a master key, which nobody sees: it is printed as it is wrapped. Nothing is read or changed here. */
async function newKey(print: Print, _: Settings, serviceKey = ''): Promise<boolean> {
  const { KYC_KMS_URL: url } = env()
  if (url === undefined) {
    print('KYC_KMS_URL is not set: it says where the key service is, kms://region?endpoint=https://….')
    return false
  }
  try {
    const { serviceKey: id, wrapped } = await createKeyService(url).make(serviceKey)
    print(
      'Put this before the keys of before in KYC_MASTER_KEYS, with a comma; the label up to the first colon is yours:',
    )
    print(`${new Date().toISOString().slice(0, 10)}:kms:${id}:${wrapped}`)
    return true
  } catch (error) {
    print(`No key was made by ${serviceKey}: ${error instanceof Error ? error.message : error}.`)
    return false
  }
}

async function printStatus(manager: Manager, print: Print): Promise<void> {
  const { newest, since, uses } = await manager.masterKeys.status()
  for (const { id, serviceKey } of masterKeyNames()) {
    const role = `${serviceKey ? `, opened by ${serviceKey}` : ''}${id === newest ? ', the newest' : ''}`
    print(`${named(id)}${role}: ${described(uses.get(id))}`)
  }
  const unused = masterKeyNames().filter(({ id }) => id !== newest && !uses.has(id))
  if (since === undefined || unused.length === 0) return
  const free = new Date(Date.parse(since) + UPLOADS_END_AFTER_MS)
  const when = free > new Date() ? `from ${free.toISOString()} on, when the uploads of before have ended` : 'now'
  for (const { id } of unused) print(`${named(id)} is unused: take it out of KYC_MASTER_KEYS ${when}.`)
}

function described(use: KeyUse | undefined): string {
  if (!use) return 'protects nothing'
  const { people, files, others } = use
  return `protects ${people} people and ${files} files${others > 0 ? ', names and the audit' : ''}`
}

function named(id: string): string {
  const { label } = masterKeyNames().find((key): key is MasterKeyName => key.id === id) ?? {}
  return label ? `Key "${label}" (${id})` : `Key ${id}`
}

async function withManager(
  print: Print,
  settings: Settings,
  run: (manager: Manager) => Promise<boolean>,
): Promise<boolean> {
  if (settings.KYC_BACKEND_URL) {
    print('KYC_BACKEND_URL is set: the data is there, and so are its keys. Nothing was read or changed.')
    return false
  }
  const manager = await managerOfExistingData()
  try {
    return await run(manager)
  } finally {
    await manager.close()
  }
}
