import type { Subject } from './upload/upload-subject'

/** How pictures out of our own camera are called. The name says nothing that a person would know them by. */
const CAMERA = 'camera-'

export function cameraFileName({ type, side }: Pick<Subject, 'type' | 'side'>): string {
  return `${CAMERA}${type}-${side}.jpg`
}

export function isNamedByCamera(name: string): boolean {
  return name.startsWith(CAMERA)
}
