import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import {
  type CameraFailure,
  cameraFailureOf,
  mayHelpToAskLooser,
  readCameraSurroundings,
} from '@/lib/capture/camera-failure'
import { cameraWishes, nextCamera } from '@/lib/capture/camera-wishes'

export type CameraState = { at: 'starting' } | { at: 'live' } | { at: 'failed'; failure: CameraFailure }

type Request = { deviceId: string | null; attempt: number; run: number }

/** The camera as a state: which constraints to ask with now, what came of it, and another camera where there is one. */
export function useCamera() {
  const [state, setState] = useState<CameraState>({ at: 'starting' })
  const [request, setRequest] = useState<Request>({ deviceId: null, attempt: 0, run: 0 })
  const [other, setOther] = useState<string | null>(null)
  const visible = usePageVisible()
  const wishes = useMemo(() => cameraWishes(request.deviceId), [request.deviceId])

  const restart = useCallback((deviceId: string | null) => {
    setState({ at: 'starting' })
    setRequest(({ run }) => ({ deviceId, attempt: 0, run: run + 1 }))
  }, [])

  const started = (stream: MediaStream) => {
    setState({ at: 'live' })
    const [track] = stream.getVideoTracks()
    // A camera that is unplugged, or taken away by the system, ends its track.
    track?.addEventListener('ended', () => setState({ at: 'failed', failure: 'BUSY' }))
    const current = track?.getSettings().deviceId ?? null
    navigator.mediaDevices.enumerateDevices().then(
      (devices) => setOther(nextCamera(devices, current)),
      () => setOther(null),
    )
  }

  const failed = (thrown: unknown) => {
    const failure = cameraFailureOf(thrown, readCameraSurroundings())
    if (mayHelpToAskLooser(failure) && request.attempt < wishes.length - 1) {
      setRequest((now) => ({ ...now, attempt: now.attempt + 1 }))
    } else {
      setState({ at: 'failed', failure })
    }
  }

  const wasVisible = useRef(visible)
  useEffect(() => {
    // While the page is hidden the stream is given up: on return, from the back/forward cache too, it starts anew.
    if (visible && !wasVisible.current) restart(request.deviceId)
    wasVisible.current = visible
  }, [visible, restart, request.deviceId])

  return {
    state,
    /** Null while no stream is wanted. A new key asks anew. */
    stream:
      visible && state.at !== 'failed'
        ? { key: `${request.run}-${request.attempt}-${request.deviceId}`, constraints: wishes[request.attempt] ?? {} }
        : null,
    other,
    started,
    failed,
    restart,
  }
}

function usePageVisible(): boolean {
  return useSyncExternalStore(
    watchVisibility,
    () => document.visibilityState === 'visible',
    () => true,
  )
}

function watchVisibility(changed: () => void): () => void {
  document.addEventListener('visibilitychange', changed)
  window.addEventListener('pageshow', changed)
  return () => {
    document.removeEventListener('visibilitychange', changed)
    window.removeEventListener('pageshow', changed)
  }
}
