/** What is asked of the camera, from the best to the least: an unconstrained stream may be 640×480. */
const SIZE = { width: { ideal: 3840 }, height: { ideal: 2160 } } as const

/**
 * The constraints to try one after the other until a camera answers. Without a chosen device the rear camera
 * is preferred; `deviceId` asks for one in particular.
 */
export function cameraWishes(deviceId: string | null): MediaTrackConstraints[] {
  const which: MediaTrackConstraints = deviceId
    ? { deviceId: { exact: deviceId } }
    : { facingMode: { ideal: 'environment' } }
  return [{ ...which, ...SIZE }, which, {}]
}
