import { useEffect, useState } from 'react'
import { readCameraSurroundings } from '@/lib/capture/camera-failure'

/**
 * Whether it is worth offering the camera: everywhere, save where the browser counts none, has no way to it, or the
 * host around us keeps it from us. Nothing hangs on permissions here; they are asked for when the camera is opened.
 */
export function useCameraPresence(): boolean {
  const [present, setPresent] = useState(true)
  useEffect(() => {
    const { secure, supported, allowedByHost } = readCameraSurroundings()
    if (!secure || !supported || allowedByHost === false) return setPresent(false)
    const { mediaDevices } = navigator
    let current = true
    const count = () =>
      mediaDevices
        .enumerateDevices()
        .then((devices) => {
          if (current) setPresent(devices.some(({ kind }) => kind === 'videoinput'))
        })
        .catch(() => {})
    void count()
    // One may be plugged in meanwhile.
    mediaDevices.addEventListener('devicechange', count)
    return () => {
      current = false
      mediaDevices.removeEventListener('devicechange', count)
    }
  }, [])
  return present
}
