/**
 * Text with the digits that Arabic, Persian, Thai and full-width keyboards type written as 0–9 (Unicode's decimal digits;
 * each of these blocks begins at a multiple of sixteen), and the Arabic signs of numbers as "." and ",".
 */
export function latinDigits(text: string): string {
  return text
    .replace(/[٠-٩۰-۹๐-๙０-９]/g, (digit) => String(digit.charCodeAt(0) % 16))
    .replaceAll('٫', '.')
    .replaceAll('٬', ',')
}
