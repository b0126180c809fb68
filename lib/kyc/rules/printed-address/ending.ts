import { countryOfLine } from './country-line'
import { type PostalLine, postalLineOf } from './postal-line'

/** The line with which an address ends: what of the street it begins with, the postal line, and the country behind it. */
export type Ending = { before: readonly string[]; postal: PostalLine; country: string | null }

/**
 * Finds it in a line that has all of that, or only some: `10115 Berlin`, `14 Lantern Quay, 2084 Port Serein, Norway`.
 * @param country alpha-3, as far as it is known otherwise.
 */
export function endingOf(line: string, country: string | null): Ending | null {
  const parts = line
    .split(/\s*,\s*|\s+[·•|]\s+/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const named = parts.length > 1 ? countryOfLine(parts.at(-1) ?? '') : null
  const core = named ? parts.slice(0, -1) : parts
  for (const at of core.keys()) {
    const postal = postalLineOf(core.slice(at).join(', '), named ?? country)
    if (postal) return { before: core.slice(0, at), postal, country: named }
  }
  return null
}
