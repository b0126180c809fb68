import { transfer } from 'comlink'
import { type RefObject, useEffect, useRef, useState } from 'react'
import type { Wanted } from '@/lib/capture/live/assess-frame'
import { guide, type Instruction, NO_GUIDANCE } from '@/lib/capture/live/guidance'
import type { Outline } from '@/lib/capture/outline'
import { pictureService } from '@/lib/capture/picture-service'

/** Between two frames that are looked at, in milliseconds: the device stays cool. */
const PAUSE = 70

type GuidanceOptions = {
  video: RefObject<HTMLVideoElement | null>
  /** Frames are looked at as long as this is true. */
  active: boolean
  wanted: Wanted
  /** Where the document is, for every frame; null where none is. */
  onOutline: (outline: Outline | null) => void
  /** All has been well for a moment: the sharpest of the last frames. */
  onTake: (frame: ImageBitmap) => void
}

/** What to do now; `LOOKING` from the first moment until the first frame has been judged. */
export type Guided = Instruction | 'LOOKING'

/**
 * Looks at the video's frames and says what to do; null while it does not look, and always where the browser has no
 * worker for it. What a frame costs the page's own thread is in the performance entries `kyc:frame`.
 */
export function useGuidance({ video, active, wanted, onOutline, onTake }: GuidanceOptions): Guided | null {
  const [instruction, setInstruction] = useState<Guided | null>(null)
  const told = useRef({ onOutline, onTake })
  told.current = { onOutline, onTake }
  const { shape, fill } = wanted
  useEffect(() => {
    if (!active) return
    const end = new AbortController()
    setInstruction('LOOKING')
    void watch(video, { shape, fill }, end.signal, {
      onInstruction: setInstruction,
      onOutline: (outline) => told.current.onOutline(outline),
      onTake: (frame) => told.current.onTake(frame),
    }).catch(() => setInstruction(null))
    return () => {
      end.abort()
      setInstruction(null)
      performance.clearMeasures('kyc:frame')
    }
  }, [video, active, shape, fill])
  return instruction
}

type Watchers = Pick<GuidanceOptions, 'onOutline' | 'onTake'> & {
  /** Null where nothing is looked at. */
  onInstruction: (instruction: Instruction | null) => void
}

/** Frame by frame until `signal` ends it or the picture is taken. */
async function watch(
  { current: video }: RefObject<HTMLVideoElement | null>,
  wanted: Wanted,
  signal: AbortSignal,
  { onInstruction, onOutline, onTake }: Watchers,
): Promise<void> {
  const { work, away } = await pictureService()
  if (!away || !video) return onInstruction(null)
  let state = NO_GUIDANCE
  let kept: ImageBitmap | null = null
  try {
    while (!signal.aborted) {
      await nextFrame(video)
      if (signal.aborted || video.videoWidth === 0) continue
      const begun = performance.now()
      const taken = frameOf(video)
      const copied = state.good > 0 ? createImageBitmap(video) : null
      const grabbed = performance.now()
      const frame = await taken
      const handing = performance.now()
      const asked = work.assess(transfer(frame, [frame]), wanted)
      const handed = performance.now()
      const report = await asked
      const picture = await copied
      if (signal.aborted) return picture?.close()
      const answered = performance.now()
      state = guide(state, report, performance.now())
      if (state.keep && picture) {
        kept?.close()
        kept = picture
      } else picture?.close()
      if (state.said) onInstruction(state.said.instruction)
      onOutline(state.outline)
      const spent = grabbed - begun + (handed - handing) + (performance.now() - answered)
      performance.measure('kyc:frame', { start: begun, duration: spent })
      if (state.take && kept) {
        const best = kept
        kept = null
        return onTake(best)
      }
    }
  } finally {
    kept?.close()
  }
}

/** Handed to a worker without a copy where the browser knows how. */
async function frameOf(video: HTMLVideoElement): Promise<VideoFrame | ImageBitmap> {
  return typeof VideoFrame === 'undefined' ? createImageBitmap(video) : new VideoFrame(video)
}

/** Resolves with the next frame after a pause; a video that stands still is looked at all the same. */
async function nextFrame(video: HTMLVideoElement): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, PAUSE))
  if (!('requestVideoFrameCallback' in video)) return
  await new Promise<void>((resolve) => {
    const late = setTimeout(resolve, 250)
    video.requestVideoFrameCallback(() => {
      clearTimeout(late)
      resolve()
    })
  })
}
