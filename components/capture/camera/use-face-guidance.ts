import { type RefObject, useEffect, useRef, useState } from 'react'
import { beginFaceGuidance, chooseGestures, type FaceInstruction, guideFace } from '@/lib/capture/face/face-guidance'
import { faceService } from '@/lib/capture/face/face-service'
import type { SeenGestures } from '@/lib/contract/customer'

/** Between two frames that are looked at, in milliseconds: the device stays cool. */
const PAUSE = 60

type FaceGuidanceOptions = {
  video: RefObject<HTMLVideoElement | null>
  /** Frames are looked at as long as this is true. */
  active: boolean
  /** The picture, and what was seen of the gestures that followed it. */
  onTake: (frame: ImageBitmap, gestures: SeenGestures) => void
}

/**
 * What to do now, and how far things are: `isReady` once faces are looked for, or never will be; `taken` once the picture is
 * kept and the gestures are on.
 */
export type FaceProgress = { instruction: FaceInstruction | null; isReady: boolean; taken: boolean }

const NOT_READY: FaceProgress = { instruction: null, isReady: false, taken: false }
const UNGUIDED: FaceProgress = { ...NOT_READY, isReady: true }

/**
 * Looks at the front camera's frames and says what to do; nothing as long as the face detector is on its way, and
 * always where it does not start: then the button takes the picture.
 */
export function useFaceGuidance({ video, active, onTake }: FaceGuidanceOptions): FaceProgress {
  const [progress, setProgress] = useState(NOT_READY)
  const told = useRef(onTake)
  told.current = onTake
  useEffect(() => {
    if (!active) return
    const end = new AbortController()
    void watch(video, end.signal, setProgress, (frame, gestures) => told.current(frame, gestures)).catch(() =>
      setProgress(UNGUIDED),
    )
    return () => {
      end.abort()
      setProgress(NOT_READY)
    }
  }, [video, active])
  return progress
}

async function watch(
  { current: video }: RefObject<HTMLVideoElement | null>,
  signal: AbortSignal,
  onProgress: (progress: FaceProgress) => void,
  onTake: FaceGuidanceOptions['onTake'],
): Promise<void> {
  const service = await faceService()
  if (!service || !video) return onProgress(UNGUIDED)
  let state = beginFaceGuidance(chooseGestures(Math.random()))
  let kept: ImageBitmap | null = null
  try {
    while (!signal.aborted) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE))
      if (signal.aborted || video.videoWidth === 0) continue
      // The picture is the very frame that was judged.
      const copied = state.rest ? null : createImageBitmap(video)
      const report = await service.look(await createImageBitmap(video))
      const picture = await copied
      if (signal.aborted) return picture?.close()
      state = guideFace(state, report, performance.now())
      if (state.keep) kept = picture
      else picture?.close()
      onProgress({ instruction: state.said?.instruction ?? null, isReady: true, taken: state.rest !== null })
      if (state.done && kept) {
        const best = kept
        kept = null
        return onTake(best, state.gestures)
      }
    }
  } finally {
    kept?.close()
  }
}
