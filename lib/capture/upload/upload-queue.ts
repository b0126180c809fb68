import type { DeviceKeys } from './device-key'
import type { TransferDocument, TransferResult } from './transfer-document'
import type { Kept, Place } from './unfinished-upload'
import type { Unfinished } from './upload-state'

export type QueuedUpload = Kept & {
  /** Whose page it was sent from: another person who has entered since sees nothing of it. */
  readonly person: string | null
  /** Bytes that have arrived. */
  readonly sent: number
  /** Null while it is on its way. */
  readonly outcome: TransferResult | null
  /** Whether a screen of its own shows it. */
  readonly followed: boolean
}

/** How long an upload stays in the queue after it has arrived: it is told meanwhile. */
const TOLD_FOR_MS = 4_000
/** A file that has gone from its stick or cloud can no longer be read. */
const FILE_GONE: TransferResult = { ok: false, code: 'FILE_CORRUPTED', fileId: null, final: false }

/** What waits for the connection: it is tried again by itself. */
export function noAnswer(fileId: string | null): TransferResult {
  return { ok: false, code: 'NETWORK', fileId, final: false }
}

type UploadQueueWith = {
  transfer: TransferDocument
  /** Keeps uploads on this device until they have arrived. Loaded when it is needed: no screen waits for it. */
  store: () => Promise<
    Pick<typeof import('./unfinished-upload'), 'keepUnfinished' | 'findUnfinished' | 'forgetUnfinished'>
  >
  /** Seals what is kept; null without an answer of the server. */
  deviceKeys: () => Promise<DeviceKeys | null>
  /** Whose page this is; null before anybody is known. */
  personOfPage: () => string | null
  isOnline: () => boolean
  /** Forgets an upload on the server. */
  cancel: (uploadId: string) => void
  /** Tells the person's other tabs that an upload has been withdrawn. */
  announceWithdrawal: (uploadId: string) => void
}

export type UploadQueue = ReturnType<typeof createUploadQueue>

/**
 * The documents on their way. They belong to the page and to no screen: a person who goes on with the next step, or is
 * sent elsewhere, takes nothing away from them. Each is kept on the device until it has arrived.
 */
export function createUploadQueue(options: UploadQueueWith) {
  const { transfer, store, deviceKeys, personOfPage, isOnline, cancel, announceWithdrawal } = options
  const uploads = new Map<string, QueuedUpload>()
  const device = createKeeping(store, deviceKeys)
  const running = new Map<string, AbortController>()
  const listeners = new Set<() => void>()
  let listed: readonly QueuedUpload[] = []
  let resumed: Promise<void> | null = null

  function changed(): void {
    listed = [...uploads.values()]
    for (const listener of listeners) listener()
  }

  function update(uploadId: string, facts: Partial<QueuedUpload>): void {
    const upload = uploads.get(uploadId)
    if (!upload) return
    uploads.set(uploadId, { ...upload, ...facts })
    changed()
  }

  function remove(uploadId: string): void {
    if (uploads.delete(uploadId)) changed()
  }

  function stop(uploadId: string): void {
    running.get(uploadId)?.abort()
    running.delete(uploadId)
  }

  async function run(upload: QueuedUpload): Promise<void> {
    const { uploadId } = upload.transfer
    const abort = new AbortController()
    running.set(uploadId, abort)
    const outcome = await transfer(upload, {
      signal: abort.signal,
      onProgress: (sent) => update(uploadId, { sent }),
      onStored: (fileId) => update(uploadId, { transfer: { ...upload.transfer, fileId } }),
    }).catch(() => FILE_GONE)
    if (running.get(uploadId) === abort) running.delete(uploadId)
    if (!outcome || abort.signal.aborted) return
    update(uploadId, { outcome })
    // After a final refusal another visit would send it in vain.
    if (outcome.ok || outcome.final) device.forget(uploadId)
    if (outcome.ok) setTimeout(remove, TOLD_FOR_MS, uploadId)
  }

  /** Sends a document to its field; nothing happens when it is on its way already. */
  function send(place: Place, { subject, picture, origin, transfer }: Unfinished): void {
    const { uploadId } = transfer
    if (running.has(uploadId)) return
    const kept: Kept = { place, subject, picture, origin, transfer }
    const followed = uploads.get(uploadId)?.followed ?? false
    const upload: QueuedUpload = { ...kept, person: personOfPage(), sent: 0, outcome: null, followed }
    uploads.set(uploadId, upload)
    changed()
    device.keep(kept, () => uploads.has(uploadId) && !uploads.get(uploadId)?.outcome?.ok)
    if (isOnline()) void run(upload)
    else update(uploadId, { outcome: noAnswer(transfer.fileId) })
  }

  function subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  }

  /**
   * Calls `onChange` now and after each change of one upload, and `onWithdrawn` when another tab has ended it; the
   * answer ends that. Meanwhile the upload counts as followed.
   */
  function follow(uploadId: string, onChange: (upload: QueuedUpload) => void, onWithdrawn: () => void): () => void {
    let before: QueuedUpload | undefined
    const look = () => {
      const now = uploads.get(uploadId)
      if (now === before) return
      const last = before
      before = now
      if (now) onChange(now)
      else if (!last?.outcome?.ok) onWithdrawn()
    }
    update(uploadId, { followed: true })
    const end = subscribe(look)
    look()
    return () => {
      end()
      // A person who saw it arrive need not be told again.
      if (before?.outcome?.ok) remove(uploadId)
      else update(uploadId, { followed: false })
    }
  }

  /** Goes on with what an earlier visit left on this device, once. Where the browser keeps nothing, there is nothing. */
  function resume(): Promise<void> {
    resumed ??= (async () => {
      for (const { place, ...unfinished } of await (await store()).findUnfinished(deviceKeys))
        send(place, { ...unfinished, transfer: { ...unfinished.transfer, begun: true } })
    })().catch(() => {})
    return resumed
  }

  return {
    send,
    subscribe,
    follow,
    resume,
    /** All of them, the latest last; the same list until something changes. */
    list: () => listed,
    /** What is on its way to a field, or has just arrived there, the latest last. */
    to: ({ stepId, field }: Place) => listed.filter(({ place }) => place.stepId === stepId && place.field === field),
    /** Ends an upload, here and in other tabs, and forgets it; a picture that was never sent leaves no trace. */
    withdraw(uploadId: string): void {
      if (!uploads.has(uploadId)) return
      stop(uploadId)
      remove(uploadId)
      announceWithdrawal(uploadId)
      cancel(uploadId)
      device.forget(uploadId)
    },
    /** Another tab has withdrawn it, and sees to the rest. */
    withdrawnElsewhere(uploadId: string): void {
      stop(uploadId)
      remove(uploadId)
    },
    /** A request that was under way when the connection went may hang for minutes before it fails. */
    connectionLost(): void {
      for (const uploadId of [...running.keys()]) {
        stop(uploadId)
        update(uploadId, { outcome: noAnswer(uploads.get(uploadId)?.transfer.fileId ?? null) })
      }
    },
    /**
     * Sends once more what did not arrive, now that the person says so; `acceptQuality`: with what is wrong with it. Bytes
     * that are stored are not sent again, and what is put to its field under the same key is put there once.
     */
    sendAgain(uploadId: string, acceptQuality = false): void {
      const upload = uploads.get(uploadId)
      if (!upload?.outcome || upload.outcome.ok) return
      const { place, outcome, transfer, ...unfinished } = upload
      const key = outcome.fileId ? transfer.key : crypto.randomUUID()
      const again = { ...transfer, key, begun: true, fileId: outcome.fileId }
      send(place, { ...unfinished, transfer: { ...again, acceptQuality: acceptQuality || transfer.acceptQuality } })
    },
    /** Resolves once nothing of a step is on its way: it has arrived, was refused, or waits for the connection. */
    settled(stepId: string): Promise<void> {
      const isSettled = () => listed.every(({ place, outcome }) => place.stepId !== stepId || outcome !== null)
      return new Promise((resolve) => {
        if (isSettled()) return resolve()
        const end = subscribe(() => {
          if (!isSettled()) return
          end()
          resolve()
        })
      })
    },
    /** Sends what waits for the connection. */
    tryAgain(): void {
      for (const { place, outcome, ...unfinished } of listed)
        if (outcome && !outcome.ok && outcome.code === 'NETWORK')
          send(place, { ...unfinished, transfer: { ...unfinished.transfer, begun: true, fileId: outcome.fileId } })
    },
  }
}

/** Keeps uploads on the device, one after the other. Where the browser keeps nothing, they go on all the same. */
function createKeeping(store: UploadQueueWith['store'], deviceKeys: UploadQueueWith['deviceKeys']) {
  let before: Promise<void> = Promise.resolve()
  const inTurn = (work: () => Promise<void>) => {
    before = before.then(work).catch(() => {})
  }
  return {
    /** `isWanted`: asked once the key is there, since the upload may have arrived by then. */
    keep: (kept: Kept, isWanted: () => boolean) =>
      inTurn(async () => {
        const keys = await deviceKeys()
        if (keys && isWanted()) await (await store()).keepUnfinished(kept, keys[0])
      }),
    forget: (uploadId: string) => inTurn(async () => (await store()).forgetUnfinished(uploadId)),
  }
}

/** Whether it did not arrive and will not by itself: what waits for the connection goes on when that is back. */
export function isRefused({ outcome }: Pick<QueuedUpload, 'outcome'>): boolean {
  return outcome !== null && !outcome.ok && outcome.code !== 'NETWORK'
}
