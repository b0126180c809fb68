/** A camera as `enumerateDevices` lists it. */
export type Lens = { readonly kind: string; readonly deviceId: string; readonly label: string }

/** Labels come in the device's language; these are the words that systems use. */
const FRONT = /front|user|selfie|facetime|vorder|avant|frontal|anteriore|delantera|前|передн|Ön kamera/i
const REAR = /back|rear|environment|rück|arri[èe]re|trasera|posteriore|traseira|背面|后置|задн|arka/i
/** Lenses that cannot come near, or that bend what is near. */
const UNFIT = /ultra|tele|wide.?angle|weitwinkel|zoom|depth|infrared|\bir\b/i
/** Several lenses as one camera: the system itself takes the one that is sharp up close. */
const COMBINED = /triple|dual|dreifach|doppel|double|doble/i

/**
 * The cameras, the one that suits a document on a table first. On phones with several lenses the first one listed is
 * often the wrong one: too wide, or sharp only from afar. `remembered` took a good picture on this device before.
 */
export function rankedLenses(devices: readonly Lens[], remembered: string | null): Lens[] {
  const cameras = devices.filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '')
  return cameras
    .map((lens, index) => ({ lens, rank: rankOf(lens, remembered), index }))
    .sort((a, b) => b.rank - a.rank || a.index - b.index)
    .map(({ lens }) => lens)
}

function rankOf({ deviceId, label }: Lens, remembered: string | null): number {
  if (deviceId === remembered) return 10
  if (FRONT.test(label)) return -2
  const fit = COMBINED.test(label) ? 2 : UNFIT.test(label) ? -1 : 1
  return REAR.test(label) ? fit + 2 : fit
}

/** A camera that suits better than the one that the browser gave; null when that one is as good as any. */
export function betterLens(devices: readonly Lens[], current: string | null, remembered: string | null): string | null {
  const [best] = rankedLenses(devices, remembered)
  const now = devices.find(({ deviceId }) => deviceId === current)
  return best && now && rankOf(best, remembered) > rankOf(now, remembered) ? best.deviceId : null
}

/** The camera to try after `current`, going round; null when there is no other. */
export function nextLens(ranked: readonly Lens[], current: string | null): string | null {
  if (ranked.length < 2) return null
  const at = ranked.findIndex(({ deviceId }) => deviceId === current)
  return ranked[(at + 1) % ranked.length]?.deviceId ?? null
}

const REMEMBERED = 'kyc-lens'

/** Which camera took a good picture on this device, where the browser lets a page remember anything. */
export function rememberedLens(): string | null {
  try {
    return localStorage.getItem(REMEMBERED)
  } catch {
    return null
  }
}

export function rememberLens(deviceId: string): void {
  try {
    localStorage.setItem(REMEMBERED, deviceId)
  } catch {
    // Private windows and some hosts forbid it: the ranking is done anew next time.
  }
}
