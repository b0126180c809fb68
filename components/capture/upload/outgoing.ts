import { useSyncExternalStore } from 'react'
import { callApi, personOfPage } from '@/components/shell/api'
import type { Kept, Place } from '@/lib/capture/upload/unfinished-upload'
import type { Unfinished } from '@/lib/capture/upload/upload-flow'
import { clientTerms } from '@/lib/contract/error-codes'
import { deviceKey } from './device-key'
import { type TransferResult, transferDocument } from './transfer-document'

/**
 * The documents on their way. They belong to the page and to no screen: who goes on with the next step, or is sent
 * elsewhere, takes nothing away from them. Each is kept on the device until it has arrived.
 */

export type Outgoing = Kept & {
  /** Whose page it was sent from: another person who entered since sees nothing of it. */
  readonly person: string | null
  /** Bytes that have arrived. */
  readonly sent: number
  /** Null while it is on its way. */
  readonly outcome: TransferResult | null
  /** A screen of its own shows it. */
  readonly followed: boolean
}

/** What has arrived is told for so long. */
const TOLD_FOR_MS = 4_000
/** After a lost connection it is tried again so often; and at once when the browser says that it is back. */
const RETRY_MS = 15_000

const NONE: readonly Outgoing[] = []
let all = NONE
const running = new Map<string, AbortController>()
const listeners = new Set<() => void>()

/** Loaded when there is something to keep or to find: no screen waits for it. */
const store = () => import('@/lib/capture/upload/unfinished-upload')
let keeping: Promise<void> = Promise.resolve()
let resumed: Promise<void> | null = null

/** All of this person's that is on its way, or has just arrived. */
export function useOutgoing(): readonly Outgoing[] {
  const everybodys = useSyncExternalStore(
    subscribe,
    () => all,
    () => NONE,
  )
  return everybodys.length > 0 ? everybodys.filter(({ person }) => person === personOfPage()) : NONE
}

/** Sends a document to its field; nothing happens when it is on its way already. */
export function send(place: Place, { subject, picture, origin, transfer }: Unfinished): void {
  const { uploadId } = transfer
  if (running.has(uploadId)) return
  const known = all.find((it) => idOf(it) === uploadId)
  const kept = { place, subject, picture, origin, transfer }
  const next = { ...kept, person: personOfPage(), sent: 0, outcome: null, followed: known?.followed ?? false }
  change(known ? all.map((it) => (it === known ? next : it)) : [...all, next])
  inTheBackground(async () => {
    const key = await deviceKey()
    const current = all.find((it) => idOf(it) === uploadId)
    if (key && current && !current.outcome?.ok) await (await store()).keepUnfinished(kept, key)
  })
  if (navigator.onLine) void run(uploadId)
  else update(uploadId, { outcome: { ok: false, code: 'NETWORK', fileId: transfer.fileId } })
}

/** Whether it did not arrive and will not by itself: what waits for the connection goes on when that is back. */
export function isRefused({ outcome }: Outgoing): boolean {
  return outcome !== null && !outcome.ok && outcome.code !== 'NETWORK'
}

/** Ends it, here and in other tabs, and forgets it, here and on the server; a picture that was never sent leaves no trace. */
export function withdraw(uploadId: string): void {
  if (all.every((it) => idOf(it) !== uploadId)) return
  drop(uploadId)
  tabs?.postMessage(uploadId)
  void callApi(`/inapp/api/uploads/${uploadId}`, { method: 'DELETE', keepalive: true })
  inTheBackground(async () => (await store()).forgetUnfinished(uploadId))
}

function drop(uploadId: string): void {
  running.get(uploadId)?.abort()
  running.delete(uploadId)
  remove(uploadId)
}

/**
 * Calls `changed` now and after each change of one of them, and `withdrawn` when another tab has ended it; the answer
 * ends that. Meanwhile it counts as followed.
 */
export function follow(uploadId: string, changed: (outgoing: Outgoing) => void, withdrawn: () => void): () => void {
  let before: Outgoing | undefined
  const look = () => {
    const now = all.find((it) => idOf(it) === uploadId)
    if (now === before) return
    const last = before
    before = now
    if (now) changed(now)
    else if (!last?.outcome?.ok) withdrawn()
  }
  update(uploadId, { followed: true })
  const end = subscribe(look)
  look()
  return () => {
    end()
    // Who saw it arrive need not be told again.
    if (before?.outcome?.ok) remove(uploadId)
    else update(uploadId, { followed: false })
  }
}

/** Goes on with what an earlier visit left on this device, once. Where the browser keeps nothing, there is nothing. */
export function resume(): Promise<void> {
  resumed ??= (async () => {
    for (const { place, ...unfinished } of await (await store()).findUnfinished(deviceKey))
      send(place, { ...unfinished, transfer: { ...unfinished.transfer, begun: true } })
  })().catch(() => {})
  return resumed
}

/** What is on its way to a field, or has just arrived there, the latest last. */
export function outgoingTo({ stepId, field }: Place): Outgoing[] {
  return all.filter(({ place }) => place.stepId === stepId && place.field === field)
}

async function run(uploadId: string): Promise<void> {
  const outgoing = all.find((it) => idOf(it) === uploadId)
  if (!outgoing) return
  const abort = new AbortController()
  running.set(uploadId, abort)
  const { subject, place, transfer } = outgoing
  const target = {
    ...{ step_id: place.stepId, field: place.field },
    ...{ document_type: subject.type, side: subject.side, country: subject.country },
  }
  // A file that has gone from its stick or cloud can no longer be read.
  const lost: TransferResult = { ok: false, code: 'FILE_CORRUPTED', fileId: null }
  const outcome = await transferDocument(transfer, target, {
    signal: abort.signal,
    onProgress: (sent) => update(uploadId, { sent }),
    onStored: (fileId) => update(uploadId, { transfer: { ...transfer, fileId } }),
  }).catch(() => lost)
  if (running.get(uploadId) === abort) running.delete(uploadId)
  if (!outcome || abort.signal.aborted) return
  update(uploadId, { outcome })
  // Another visit would send it in vain.
  if (outcome.ok || clientTerms(outcome.code).final)
    inTheBackground(async () => (await store()).forgetUnfinished(uploadId))
  if (outcome.ok) setTimeout(remove, TOLD_FOR_MS, uploadId)
}

/** A request that was under way when the connection went may hang for minutes before it fails. */
function connectionLost(): void {
  for (const [uploadId, abort] of running) {
    abort.abort()
    running.delete(uploadId)
    const fileId = all.find((it) => idOf(it) === uploadId)?.transfer.fileId ?? null
    update(uploadId, { outcome: { ok: false, code: 'NETWORK', fileId } })
  }
}

function tryAgain(): void {
  for (const { place, outcome, ...unfinished } of all)
    if (outcome && !outcome.ok && outcome.code === 'NETWORK')
      send(place, { ...unfinished, transfer: { ...unfinished.transfer, begun: true, fileId: outcome.fileId } })
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) listen()
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

/** Once for the page's whole life: from the first screen that asks. */
let listening = false
let tabs: BroadcastChannel | null = null
function listen(): void {
  if (listening) return
  listening = true
  // Web views of before 2022 have none.
  if (typeof BroadcastChannel !== 'undefined') {
    tabs = new BroadcastChannel('kyc-uploads-withdrawn')
    tabs.onmessage = ({ data }: MessageEvent<string>) => drop(data)
  }
  window.addEventListener('offline', connectionLost)
  window.addEventListener('online', tryAgain)
  setInterval(() => navigator.onLine && tryAgain(), RETRY_MS)
}

function change(next: readonly Outgoing[]): void {
  all = next
  for (const listener of listeners) listener()
}

function update(uploadId: string, facts: Partial<Outgoing>): void {
  if (all.some((it) => idOf(it) === uploadId))
    change(all.map((it) => (idOf(it) === uploadId ? { ...it, ...facts } : it)))
}

function remove(uploadId: string): void {
  change(all.filter((it) => idOf(it) !== uploadId))
}

function idOf({ transfer }: Outgoing): string {
  return transfer.uploadId
}

/** One after the other; where the browser keeps nothing, the upload itself goes on all the same. */
function inTheBackground(work: () => Promise<void>): void {
  keeping = keeping.then(work).catch(() => {})
}
