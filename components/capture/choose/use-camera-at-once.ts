import { type Dispatch, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { readCameraSurroundings } from '@/lib/capture/camera-failure'
import type { UploadEvent, UploadState } from '@/lib/capture/upload/upload-state'

/**
 * Opens the camera as soon as the page is there, where one is held in the hand: on phones and tablets. A computer's looks
 * at its person, and a document is held before it with more trouble than a file is chosen.
 * @returns whether it is about to open, and to take the focus.
 */
export function useCameraAtOnce(isWanted: boolean, { phase }: UploadState, dispatch: Dispatch<UploadEvent>): boolean {
  const isDone = useRef(false)
  const [isDecided, setDecided] = useState(false)
  const handheld = useSyncExternalStore(never, isHandheld, () => false)
  useEffect(() => {
    if (!isWanted || isDone.current || phase !== 'source') return
    isDone.current = true
    if (!isHandheld()) return
    void hasCamera().then((has) => {
      if (has) dispatch({ type: 'camera_opened' })
      setDecided(true)
    })
  }, [isWanted, phase, dispatch])
  return isWanted && handheld && !isDecided && phase === 'source'
}

function isHandheld(): boolean {
  return matchMedia('(pointer: coarse)').matches
}

/** Nothing is listened to: a device stays what it is. */
function never() {
  return () => {}
}

async function hasCamera(): Promise<boolean> {
  const { secure, supported, allowedByHost } = readCameraSurroundings()
  if (!secure || !supported || allowedByHost === false) return false
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => [])
  return devices.some(({ kind }) => kind === 'videoinput')
}
