'use client'

import { usePreloadedCamera } from './preload-camera'

/** On a screen that leads to the camera: its code is there when it is opened. */
export function PreloadedCamera() {
  usePreloadedCamera(true)
  return null
}
