import type { Sealer } from './sealer'

/** Files of the lists that people are screened against: the entries of each version, and all lists compiled as they are searched. */

/** Their extensions; `REPORT` is what was noted when a version was read. */
export const COMPILED = 'lists'
export const ENTRIES = 'entries'
export const REPORT = 'report'

/** The key of such a file. Lists are published, so it only has to be the same everywhere, also after a rotation. */
export function keyOfLists(sealer: Sealer, id: string): Uint8Array {
  return Buffer.from(sealer.digest(`screening file ${id}`), 'base64url')
}
