import { useEffect, useState } from 'react'

type WithTorch = MediaTrackCapabilities & { torch?: boolean }

/** The camera's own light: null where it has none. */
export function useTorch(track: MediaStreamTrack | null): { on: boolean; toggle: () => void } | null {
  const [on, setOn] = useState(false)
  useEffect(() => {
    // Another camera, another light: it begins switched off.
    if (track) setOn(false)
  }, [track])
  if (!track || !(track.getCapabilities?.() as WithTorch | undefined)?.torch) return null
  const toggle = () => {
    const wanted = { torch: !on } as MediaTrackConstraintSet
    track.applyConstraints({ advanced: [wanted] }).then(
      () => setOn(!on),
      () => setOn(false),
    )
  }
  return { on, toggle }
}
