import { useEffect, useRef, useState } from 'react'
import { rememberSound, toneOf, wantsSound } from '@/lib/capture/live/tone'

/** Of full loudness: heard beside a voice that reads the screen, and by nobody in the next room. */
const LOUDNESS = 0.06
const [LENGTH, FADE] = [0.09, 0.02]
/** When a picture has been taken, in hertz. */
const CHIME = [880, 1_319] as const

/** Whether the camera sounds, and the switch for it. */
export function useSound() {
  const [on, setOn] = useState(wantsSound)
  const toggle = () => {
    rememberSound(!on)
    setOn(!on)
  }
  return { on, toggle }
}

/**
 * Sounds how near the picture is, 0 to 1; nothing for null. A phone that is silenced silences this too, and a browser that
 * wants a press first hears nothing before it.
 */
export function useTone(nearness: number | null, taken: boolean, on: boolean): void {
  const latest = useRef(nearness)
  latest.current = nearness
  const context = useRef<AudioContext | null>(null)
  useEffect(() => {
    if (!on || typeof AudioContext === 'undefined') return
    const audio = new AudioContext()
    context.current = audio
    let timer: ReturnType<typeof setTimeout>
    const next = () => {
      const { hertz, pause } = toneOf(latest.current ?? 0)
      if (latest.current !== null) sound(audio, hertz, audio.currentTime)
      timer = setTimeout(next, pause)
    }
    next()
    return () => {
      clearTimeout(timer)
      context.current = null
      void audio.close()
    }
  }, [on])

  useEffect(() => {
    const audio = context.current
    if (!taken || !audio) return
    for (const [i, hertz] of CHIME.entries()) sound(audio, hertz, audio.currentTime + i * LENGTH)
  }, [taken])
}

function sound(audio: AudioContext, hertz: number, at: number): void {
  if (audio.state !== 'running') return
  const [tone, loudness] = [audio.createOscillator(), audio.createGain()]
  tone.frequency.value = hertz
  loudness.gain.setValueAtTime(0, at)
  loudness.gain.linearRampToValueAtTime(LOUDNESS, at + FADE)
  loudness.gain.setValueAtTime(LOUDNESS, at + LENGTH - FADE)
  loudness.gain.linearRampToValueAtTime(0, at + LENGTH)
  tone.connect(loudness).connect(audio.destination)
  tone.start(at)
  tone.stop(at + LENGTH)
}
