import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import {
  type CameraFailure,
  cameraFailureOf,
  mayHelpToAskLooser,
  readCameraSurroundings,
} from '@/lib/capture/camera-failure'
import { cameraWishes, type Facing } from '@/lib/capture/camera-wishes'
import { betterLens, nextLens, rankedLenses, rememberedLens } from '@/lib/capture/lenses'

export type CameraState = { at: 'starting' } | { at: 'live' } | { at: 'failed'; failure: CameraFailure }

/** `deviceId`: one camera in particular; `chosen` when the person asked for it. */
type Request = { deviceId: string | null; chosen: boolean; attempt: number; run: number }

/** The camera as a state: which constraints to ask with now, what came of it, and another camera where there is one. */
export function useCamera(facing: Facing) {
  const [state, setState] = useState<CameraState>({ at: 'starting' })
  const [request, setRequest] = useState<Request>({ deviceId: null, chosen: false, attempt: 0, run: 0 })
  const [other, setOther] = useState<string | null>(null)
  const [track, setTrack] = useState<MediaStreamTrack | null>(null)
  const visible = usePageVisible()
  const wishes = useMemo(() => cameraWishes(request.deviceId, facing), [request.deviceId, facing])

  const restart = useCallback((deviceId: string | null, chosen = true) => {
    setState({ at: 'starting' })
    setTrack(null)
    setRequest(({ run }) => ({ deviceId, chosen, attempt: 0, run: run + 1 }))
  }, [])

  const started = async (stream: MediaStream) => {
    const [track] = stream.getVideoTracks()
    // A camera that is unplugged, or taken away by the system, ends its track.
    track?.addEventListener('ended', () => setState({ at: 'failed', failure: 'LOST' }))
    const current = track?.getSettings().deviceId ?? null
    const devices = await navigator.mediaDevices.enumerateDevices().catch(() => [])
    const remembered = rememberedLens()
    // Only now are the cameras named: the browser's own choice may be a lens that sees nothing up close.
    const free = facing === 'environment' && !request.chosen && !request.deviceId
    const better = free ? betterLens(devices, current, remembered) : null
    if (better) return restart(better, false)
    setOther(nextLens(rankedLenses(devices, remembered), current))
    setTrack(track ?? null)
    setState({ at: 'live' })
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
    if (visible && !wasVisible.current) restart(request.deviceId, request.chosen)
    wasVisible.current = visible
  }, [visible, restart, request.deviceId, request.chosen])

  return {
    state,
    /** Null while no stream is wanted. A new key asks anew. */
    stream:
      visible && state.at !== 'failed'
        ? { key: `${request.run}-${request.attempt}-${request.deviceId}`, constraints: wishes[request.attempt] ?? {} }
        : null,
    other,
    /** The live camera, for its light and its identity. */
    track: state.at === 'live' ? track : null,
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
