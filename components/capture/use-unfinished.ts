import { type Dispatch, useEffect, useRef } from 'react'
import { callApi } from '@/components/shell/api'
import type { Unfinished, UploadEvent, UploadState } from '@/lib/capture/upload-flow'
import type { DeviceKey } from '@/lib/contract/upload'

/** Loaded when there is something to keep or to find: the screen does not wait for it. */
const store = () => import('@/lib/capture/unfinished-upload')

/**
 * Keeps a file on the device while it is on its way, and goes on with what an earlier visit left. Where the browser
 * keeps nothing, the upload itself goes on all the same.
 */
export function useUnfinished(state: UploadState, dispatch: Dispatch<UploadEvent>, stepId: string, field: string) {
  useEffect(() => {
    let current = true
    const find = async () => {
      const key = await deviceKey()
      const found = key && (await (await store()).findUnfinished({ stepId, field }, key))
      if (found && current) dispatch({ type: 'restored', sending: found })
    }
    find().catch(() => {})
    return () => {
      current = false
    }
  }, [dispatch, stepId, field])

  const unfinished = state.phase === 'sending' || state.phase === 'failed' ? state : null
  const latest = useRef<Unfinished | null>(null)
  latest.current = unfinished
  const transfer = unfinished?.transfer ?? null
  const queue = useRef<Promise<void>>(Promise.resolve())
  useEffect(() => {
    if (!transfer) return
    const place = { stepId, field }
    const then = (work: () => Promise<void>) => {
      queue.current = queue.current.then(work).catch(() => {})
    }
    then(async () => {
      const key = await deviceKey()
      if (key && latest.current) await (await store()).keepUnfinished(place, latest.current, key)
    })
    // Arrived, or called off.
    return () => then(async () => (latest.current ? undefined : (await store()).forgetUnfinished(place)))
  }, [transfer, stepId, field])
}

let asked: Promise<CryptoKey | null> | null = null

/** The key that the server gives to this person's sessions alone; null without one. */
function deviceKey(): Promise<CryptoKey | null> {
  asked ??= callApi<DeviceKey>('/inapp/api/device-key').then(async (answer) => {
    if (!answer.ok) return null
    const bytes = Uint8Array.from(atob(answer.value.key), (character) => character.charCodeAt(0))
    return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
  })
  return asked
}
