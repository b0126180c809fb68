const WEIGHTS = [7, 3, 1]

/** The check digit of ICAO Doc 9303 part 3, 4.9: digits count as themselves, A to Z as 10 to 35, < as 0. */
export function checkDigit(text: string): string {
  const values = [...text].map((character) => (character === '<' ? 0 : Number.parseInt(character, 36)))
  return String(values.reduce((sum, value, index) => sum + value * (WEIGHTS[index % 3] ?? 0), 0) % 10)
}
