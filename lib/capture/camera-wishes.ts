/** What is asked of the camera, from the best to the least: an unconstrained stream may be 640×480. */
const SIZE = { width: { ideal: 3840 }, height: { ideal: 2160 } } as const

/** Away from the person, or towards them. */
export type Facing = 'environment' | 'user'

/** A face needs fewer pixels than print. */
const SIZES = { environment: SIZE, user: { width: { ideal: 1920 }, height: { ideal: 1080 } } } as const

/**
 * The constraints to try one after the other until a camera answers. Without a chosen device the camera that looks
 * the wanted way is preferred; `deviceId` asks for one in particular.
 */
export function cameraWishes(deviceId: string | null, facing: Facing): MediaTrackConstraints[] {
  const which: MediaTrackConstraints = deviceId ? { deviceId: { exact: deviceId } } : { facingMode: { ideal: facing } }
  return [{ ...which, ...SIZES[facing] }, which, {}]
}
