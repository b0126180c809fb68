/** A pixel that is darker than this is print; what a scanner leaves of an empty sheet is lighter. */
const PRINT = 200
/** So much print, of all pixels, is dust. */
const DUST = 0.00002

/** Whether nothing is on a page, by its RGBA pixels. */
export function isBlankPage({ data }: { data: Uint8ClampedArray }): boolean {
  let printed = 0
  const most = DUST * (data.length / 4)
  for (let i = 0; i < data.length; i += 4) {
    const darkest = Math.min(data[i] ?? 255, data[i + 1] ?? 255, data[i + 2] ?? 255)
    if (darkest < PRINT) printed += 1
    if (printed > most) return false
  }
  return true
}
