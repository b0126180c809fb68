/**
 * Converts the digits of Arabic, Persian, Thai and full-width keyboards to 0–9 (each of these Unicode blocks starts at
 * a multiple of 16), and Arabic number separators to "." and ",".
 */
export function latinDigits(text: string): string {
  return text
    .replace(/[٠-٩۰-۹๐-๙０-９]/g, (digit) => String(digit.charCodeAt(0) % 16))
    .replaceAll('٫', '.')
    .replaceAll('٬', ',')
}
