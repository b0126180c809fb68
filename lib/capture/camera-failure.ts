/** Why there is no camera picture. Each has its own sentence and way on, under `capture.camera.failures.<code>`. */
export type CameraFailure =
  | 'REFUSED'
  | 'BLOCKED_BY_HOST'
  | 'NO_CAMERA'
  | 'BUSY'
  | 'LOST'
  | 'INSECURE'
  | 'UNSUPPORTED'
  | 'UNKNOWN'

const BY_ERROR_NAME: Record<string, CameraFailure> = {
  NotAllowedError: 'REFUSED',
  PermissionDeniedError: 'REFUSED',
  SecurityError: 'REFUSED',
  NotFoundError: 'NO_CAMERA',
  DevicesNotFoundError: 'NO_CAMERA',
  OverconstrainedError: 'NO_CAMERA',
  NotReadableError: 'BUSY',
  TrackStartError: 'BUSY',
  AbortError: 'BUSY',
}

/** What the page around us allows; `null` where the browser cannot tell. */
export type CameraSurroundings = { secure: boolean; supported: boolean; allowedByHost: boolean | null }

/**
 * Names what is wrong from what `getUserMedia` threw. A host that blocks the camera and a person who refuses
 * it throw the same error; only the page's permissions policy tells them apart.
 */
export function cameraFailureOf(thrown: unknown, around: CameraSurroundings): CameraFailure {
  if (!around.secure) return 'INSECURE'
  if (around.allowedByHost === false) return 'BLOCKED_BY_HOST'
  if (!around.supported) return 'UNSUPPORTED'
  const name = thrown instanceof Error ? thrown.name : ''
  return BY_ERROR_NAME[name] ?? 'UNKNOWN'
}

/** Whether asking with looser wishes may help: the person's word and the host's are final. */
export function mayHelpToAskLooser(failure: CameraFailure): boolean {
  return failure === 'NO_CAMERA' || failure === 'BUSY' || failure === 'UNKNOWN'
}

type PolicyDocument = { featurePolicy?: { allowsFeature(name: string): boolean } }

/** Reads the surroundings from the browser. Only Chromium tells what the host allows. */
export function readCameraSurroundings(): CameraSurroundings {
  const { featurePolicy } = document as PolicyDocument
  return {
    secure: window.isSecureContext,
    supported: typeof navigator.mediaDevices?.getUserMedia === 'function',
    allowedByHost: featurePolicy ? featurePolicy.allowsFeature('camera') : null,
  }
}
