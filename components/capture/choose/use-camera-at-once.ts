import { type Dispatch, useEffect, useRef } from 'react'
import { readCameraSurroundings } from '@/lib/capture/camera-failure'
import type { UploadEvent, UploadState } from '@/lib/capture/upload/upload-state'

/**
 * Opens the camera as soon as the page is there, where one is held in the hand: on phones and tablets. A computer's looks
 * at its person, and a document is held before it with more trouble than a file is chosen.
 */
export function useCameraAtOnce(isWanted: boolean, { phase }: UploadState, dispatch: Dispatch<UploadEvent>): void {
  const isDone = useRef(false)
  useEffect(() => {
    if (!isWanted || isDone.current || phase !== 'source') return
    isDone.current = true
    if (!matchMedia('(pointer: coarse)').matches) return
    void hasCamera().then((has) => has && dispatch({ type: 'camera_opened' }))
  }, [isWanted, phase, dispatch])
}

async function hasCamera(): Promise<boolean> {
  const { secure, supported, allowedByHost } = readCameraSurroundings()
  if (!secure || !supported || allowedByHost === false) return false
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => [])
  return devices.some(({ kind }) => kind === 'videoinput')
}
