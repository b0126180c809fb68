/**
 * Loads the front camera's code and what looks for faces, once the page has nothing better to do; not for people who save
 * data: they wait for it at the camera.
 */
export function warmFaceCamera(): void {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } }
  if (connection?.saveData) return
  const warm = () => {
    void import('./face-camera').catch(() => {})
    void import('@/lib/capture/face/face-service').then(({ faceService }) => faceService()).catch(() => {})
  }
  if (typeof requestIdleCallback === 'undefined') setTimeout(warm, 1_000)
  else requestIdleCallback(warm, { timeout: 3_000 })
}
