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

/** The camera after `current` in the list of devices, going round; null when there is no other. */
export function nextCamera(
  devices: readonly { kind: string; deviceId: string }[],
  current: string | null,
): string | null {
  const cameras = devices.filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '')
  if (cameras.length < 2) return null
  const at = cameras.findIndex(({ deviceId }) => deviceId === current)
  return cameras[(at + 1) % cameras.length]?.deviceId ?? null
}
