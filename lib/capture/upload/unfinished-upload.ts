import { del, entries, set } from 'idb-keyval'
import type { DeviceKeys } from './device-key'
import type { Unfinished } from './upload-state'

/**
 * A document on its way, kept on the device until it has arrived: a closed page or an empty battery does not cost the
 * picture. It is sealed with a key that the server gives only to the same person's session, so that on a shared device
 * nobody else can look at it.
 */
type Sealed = { at: number; nonce: Uint8Array<ArrayBuffer>; text: ArrayBuffer; file: ArrayBuffer }
/** The field that a document is put to. */
export type Place = { readonly stepId: string; readonly field: string }
export type Kept = Unfinished & { readonly place: Place }

const KEPT_FOR_MS = 24 * 60 * 60 * 1_000
const PREFIX = 'kyc-upload'
/** One nonce a record, told apart by these: the same key never seals two texts under one. */
const TEXT = 0
const FILE = 1

/** Keeps it, in place of what was kept of the same upload. */
export async function keepUnfinished(
  { picture, transfer, subject, origin, place }: Kept,
  key: CryptoKey,
): Promise<void> {
  const { file, ...facts } = picture
  const { name, type } = file
  const { file: _, ...rest } = transfer
  const nonce = crypto.getRandomValues(new Uint8Array(12))
  const plain = { place, subject, origin, transfer: rest, picture: { ...facts, name, type } }
  const text = new TextEncoder().encode(JSON.stringify(plain))
  const sealed: Sealed = {
    ...{ at: Date.now(), nonce },
    text: await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonceOf(nonce, TEXT) }, key, text),
    file: await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonceOf(nonce, FILE) }, key, await file.arrayBuffer()),
  }
  await set(nameOf(transfer.uploadId), sealed)
}

/** What was on its way from this device, oldest first. What is a day old, or another person's, is forgotten. */
export async function findUnfinished(keysOf: () => Promise<DeviceKeys | null>): Promise<Kept[]> {
  const records = (await entries<string, Sealed>()).filter(([name]) => String(name).startsWith(PREFIX))
  const keys = records.length > 0 ? await keysOf() : null
  if (!keys) return []
  const found: Kept[] = []
  for (const [name, sealed] of records.sort(([, a], [, b]) => a.at - b.at)) {
    const kept = Date.now() - sealed.at > KEPT_FOR_MS ? null : await openedWithAny(sealed, keys)
    if (kept) found.push(kept)
    else await del(name)
  }
  return found
}

export function forgetUnfinished(uploadId: string): Promise<void> {
  return del(nameOf(uploadId))
}

async function openedWithAny(sealed: Sealed, keys: DeviceKeys): Promise<Kept | null> {
  for (const key of keys) {
    const kept = await opened(sealed, key)
    if (kept) return kept
  }
  return null
}

async function opened(sealed: Sealed, key: CryptoKey): Promise<Kept | null> {
  try {
    const open = (part: ArrayBuffer, which: number) =>
      crypto.subtle.decrypt({ name: 'AES-GCM', iv: nonceOf(sealed.nonce, which) }, key, part)
    const { picture, transfer, ...rest } = JSON.parse(new TextDecoder().decode(await open(sealed.text, TEXT)))
    const { name, type, ...facts } = picture
    const file = new File([await open(sealed.file, FILE)], name, { type })
    return { ...rest, picture: { ...facts, file }, transfer: { ...transfer, file } }
  } catch {
    return null
  }
}

function nameOf(uploadId: string): string {
  return `${PREFIX} ${uploadId}`
}

function nonceOf(nonce: Uint8Array<ArrayBuffer>, which: number): Uint8Array<ArrayBuffer> {
  const own = nonce.slice()
  own[11] = (own[11] ?? 0) ^ which
  return own
}
