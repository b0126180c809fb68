'use client'

import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { callApi, personOfPage, requestHeaders } from '@/components/shell/api'
import { createDeviceKeys } from '@/lib/capture/upload/device-key'
import type { TransferDocument } from '@/lib/capture/upload/transfer-document'
import { createUploadQueue, noAnswer, type QueuedUpload, type UploadQueue } from '@/lib/capture/upload/upload-queue'
import type { DeviceKey } from '@/lib/contract/pictures/upload'

/** After a lost connection it is tried again this often; and at once when the browser says that it is back. */
const RETRY_MS = 15_000
const NONE: readonly QueuedUpload[] = []

const UploadQueueContext = createContext<UploadQueue | null>(null)

/** The uploads of this page: they go on while the person moves between the screens inside. */
export function UploadQueueProvider({ children }: { children: ReactNode }) {
  const tabs = useRef<BroadcastChannel | null>(null)
  const [queue] = useState(() => queueOfPage((uploadId) => tabs.current?.postMessage(uploadId)))
  useEffect(() => {
    const retry = () => navigator.onLine && queue.tryAgain()
    const timer = setInterval(retry, RETRY_MS)
    window.addEventListener('online', queue.tryAgain)
    window.addEventListener('offline', queue.connectionLost)
    // Web views of before 2022 have none.
    const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('kyc-uploads-withdrawn')
    channel?.addEventListener('message', ({ data }: MessageEvent<string>) => queue.withdrawnElsewhere(data))
    tabs.current = channel
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', queue.tryAgain)
      window.removeEventListener('offline', queue.connectionLost)
      channel?.close()
      tabs.current = null
    }
  }, [queue])
  return <UploadQueueContext value={queue}>{children}</UploadQueueContext>
}

export function useUploadQueue(): UploadQueue {
  const queue = useContext(UploadQueueContext)
  if (!queue) throw new Error('There is no upload queue around this component.')
  return queue
}

/** All of this person's uploads that are on their way, or have just arrived. */
export function useQueuedUploads(): readonly QueuedUpload[] {
  const queue = useUploadQueue()
  const everybodys = useSyncExternalStore(queue.subscribe, queue.list, () => NONE)
  const [owner, setOwner] = useState<string | null>(null)
  // While a screen takes the place of its skeleton, the page is nobody's: it says whose it is once it stands.
  useLayoutEffect(() => setOwner(personOfPage()))
  return everybodys.length > 0 ? everybodys.filter(({ person }) => person === owner) : NONE
}

/** What sends documents. It is not part of the first picture of a screen: loaded for the first document, or before. */
export const loadTransfer = () => import('@/lib/capture/upload/transfer-document')

const transfer: TransferDocument = async (upload, options) => {
  const sending = await loadTransfer().catch(() => null)
  if (!sending) return noAnswer(upload.transfer.fileId)
  return sending.createTransfer({
    headers: requestHeaders,
    attach: (body, key, signal) => callApi('/inapp/api/documents', { method: 'POST', body, key, signal }),
  })(upload, options)
}

function queueOfPage(announceWithdrawal: (uploadId: string) => void): UploadQueue {
  return createUploadQueue({
    transfer,
    store: () => import('@/lib/capture/upload/unfinished-upload'),
    deviceKeys: createDeviceKeys(async () => {
      const answer = await callApi<DeviceKey>('/inapp/api/device-key')
      return answer.ok ? answer.value : null
    }),
    personOfPage,
    isOnline: () => navigator.onLine,
    cancel: (uploadId) => void callApi(`/inapp/api/uploads/${uploadId}`, { method: 'DELETE', keepalive: true }),
    announceWithdrawal,
  })
}
