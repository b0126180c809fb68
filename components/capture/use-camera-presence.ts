import { useEffect, useState } from 'react'

/**
 * Whether it is worth offering the camera: everywhere, save where the browser counts none. Nothing hangs on
 * permissions here; they are asked for when the camera is opened.
 */
export function useCameraPresence(): boolean {
  const [present, setPresent] = useState(true)
  useEffect(() => {
    let current = true
    navigator.mediaDevices
      ?.enumerateDevices()
      .then((devices) => {
        if (current) setPresent(devices.some(({ kind }) => kind === 'videoinput'))
      })
      .catch(() => {})
    return () => {
      current = false
    }
  }, [])
  return present
}
