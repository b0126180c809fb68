/** What others measure with: Jaro-Winkler on whole names, and on their words, best pairs first. */
export function jaroWinkler(one: string, other: string): number {
  if (one === other) return 1
  if (one === '' || other === '') return 0
  const reach = Math.max(0, Math.floor(Math.max(one.length, other.length) / 2) - 1)
  const taken = new Uint8Array(other.length)
  const first: string[] = []
  for (let at = 0; at < one.length; at += 1)
    for (let place = Math.max(0, at - reach); place < Math.min(other.length, at + reach + 1); place += 1)
      if (!taken[place] && one[at] === other[place]) {
        taken[place] = 1
        first.push(one[at] as string)
        break
      }
  if (first.length === 0) return 0
  const second = [...other].filter((_, place) => taken[place])
  const swapped = first.filter((letter, at) => letter !== second[at]).length / 2
  const jaro = (first.length / one.length + first.length / other.length + (first.length - swapped) / first.length) / 3
  let prefix = 0
  while (prefix < 4 && one[prefix] !== undefined && one[prefix] === other[prefix]) prefix += 1
  return jaro + prefix * 0.1 * (1 - jaro)
}

export function tokenJaroWinkler(one: string, other: string): number {
  const [first, second] = [one.split(' '), other.split(' ')]
  const pairs = first
    .flatMap((word, at) => second.map((with_, place) => ({ at, place, value: jaroWinkler(word, with_) })))
    .sort((a, b) => b.value - a.value)
  const [used, taken] = [new Set<number>(), new Set<number>()]
  let total = 0
  for (const { at, place, value } of pairs) {
    if (used.has(at) || taken.has(place)) continue
    used.add(at)
    taken.add(place)
    total += value
  }
  return total / Math.max(first.length, second.length)
}
