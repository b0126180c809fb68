/** Why a list cannot be read, and where: nothing of it is used, and the old version stays. */
export class ListFault extends Error {
  /** @param place line and column, record, or byte, for whoever looks into the file. */
  constructor(
    readonly reason: string,
    readonly place: string,
  ) {
    super(`${reason} (${place})`)
  }
}

/** What a reader takes at most. Beyond it the list is refused, so that no list takes all memory. */
export type ReadLimits = { readonly bytes: number; readonly entries: number }
export const READ_LIMITS: ReadLimits = { bytes: 4 * 1024 ** 3, entries: 5_000_000 }
/** Letters of one entry as its file has it. The longest of the official lists has a hundredth of that. */
export const LONGEST_RECORD = 2_000_000
