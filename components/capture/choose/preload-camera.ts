import { useEffect } from 'react'

const WAIT_MS = 1_500

/** Fetches what the camera needs while the page is idle, so that it opens at once. */
export function usePreloadedCamera(isWanted: boolean): void {
  useEffect(() => {
    if (!isWanted) return
    const fetchAll = () => {
      void import('../camera/camera').catch(() => {})
      void import('@/lib/capture/picture-service').then(({ pictureService }) => pictureService()).catch(() => {})
    }
    // Safari knows no idle callbacks.
    if (!('requestIdleCallback' in window)) {
      const timer = setTimeout(fetchAll, WAIT_MS)
      return () => clearTimeout(timer)
    }
    const idle = requestIdleCallback(fetchAll, { timeout: 2 * WAIT_MS })
    return () => cancelIdleCallback(idle)
  }, [isWanted])
}
