import { del, entries, get, set } from 'idb-keyval'
import type { Unfinished } from './upload-flow'

/**
 * A document on its way, kept on the device until it has arrived: a closed page or an empty battery does not cost the
 * picture. It is sealed with a key that the server gives only to the same person's session, so that on a shared device
 * nobody else can look at it.
 */
type Sealed = { at: number; nonce: Uint8Array<ArrayBuffer>; text: ArrayBuffer; file: ArrayBuffer }
type Place = { stepId: string; field: string }

const KEPT_FOR_MS = 24 * 60 * 60 * 1_000
const PREFIX = 'kyc-upload'
/** One nonce a record, told apart by these: the same key never seals two texts under one. */
const TEXT = 0
const FILE = 1

/** Keeps it. Where the browser keeps nothing, nothing is kept: the upload itself goes on. */
export async function keepUnfinished(place: Place, { picture, ...rest }: Unfinished, key: CryptoKey): Promise<void> {
  const { file, ...facts } = picture
  const { name, type } = file
  const { file: _, ...transfer } = rest.transfer
  const nonce = crypto.getRandomValues(new Uint8Array(12))
  const text = new TextEncoder().encode(JSON.stringify({ ...rest, transfer, picture: { ...facts, name, type } }))
  const sealed: Sealed = {
    ...{ at: Date.now(), nonce },
    text: await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonceOf(nonce, TEXT) }, key, text),
    file: await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonceOf(nonce, FILE) }, key, await file.arrayBuffer()),
  }
  await set(nameOf(place), sealed)
}

/** What was on its way here; null when nothing was, when it is a day old, and when it is another person's. */
export async function findUnfinished(place: Place, key: CryptoKey): Promise<Unfinished | null> {
  await forgetOld()
  const sealed = await get<Sealed>(nameOf(place))
  if (!sealed) return null
  try {
    const open = (part: ArrayBuffer, which: number) =>
      crypto.subtle.decrypt({ name: 'AES-GCM', iv: nonceOf(sealed.nonce, which) }, key, part)
    const { picture, transfer, ...rest } = JSON.parse(new TextDecoder().decode(await open(sealed.text, TEXT)))
    const { name, type, ...facts } = picture
    const file = new File([await open(sealed.file, FILE)], name, { type })
    return { ...rest, picture: { ...facts, file }, transfer: { ...transfer, file } }
  } catch {
    await forgetUnfinished(place)
    return null
  }
}

export function forgetUnfinished(place: Place): Promise<void> {
  return del(nameOf(place))
}

async function forgetOld(): Promise<void> {
  for (const [name, record] of await entries<string, Sealed>())
    if (String(name).startsWith(PREFIX) && Date.now() - record.at > KEPT_FOR_MS) await del(name)
}

function nameOf({ stepId, field }: Place): string {
  return [PREFIX, stepId, field].join(' ')
}

function nonceOf(nonce: Uint8Array<ArrayBuffer>, which: number): Uint8Array<ArrayBuffer> {
  const own = nonce.slice()
  own[11] = (own[11] ?? 0) ^ which
  return own
}
