/** Ascending numbers as `1-4,9`, the way an erasure records which rows of the audit it emptied. */
export function rangesOf(sequences: readonly number[]): string {
  const ranges: { first: number; last: number }[] = []
  for (const sequence of sequences) {
    const open = ranges.at(-1)
    if (open?.last === sequence - 1) open.last = sequence
    else ranges.push({ first: sequence, last: sequence })
  }
  return ranges.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`)).join(',')
}

/** The numbers of `1-4,9`. */
export function sequencesIn(ranges: string): number[] {
  if (ranges === '') return []
  return ranges.split(',').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number)
    return Array.from({ length: last - first + 1 }, (_, at) => first + at)
  })
}
