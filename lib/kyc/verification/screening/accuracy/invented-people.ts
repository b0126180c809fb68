import { CULTURES, type Culture, type Part } from './name-parts'

/** A number from 0 up to, without, 1; the same seed gives the same numbers. */
export type Chance = () => number

/** Mulberry32. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export const oneOf = <Value>(values: readonly Value[], chance: Chance): Value =>
  values[Math.floor(chance() * values.length)] as Value

export type InventedPerson = {
  readonly culture: Culture
  readonly given: Part
  readonly middle: Part | null
  readonly family: Part
  readonly full: string
  readonly own: string | null
  readonly gender: 'male' | 'female'
  readonly birth_date: string
}

/** The parts of names for tuning, or those for measuring: no given name, no beginning of a surname is in both. */
export type Half = 'train' | 'test'

const halfOf = (half: Half, some: readonly Part[]) => {
  const chosen = some.filter((_, at) => (half === 'train') === (at % 2 === 0))
  return chosen.length > 0 ? chosen : some
}

export function inventedPerson(half: Half, chance: Chance, culture = oneOf(CULTURES, chance)): InventedPerson {
  const gender = chance() < 0.6 ? 'male' : 'female'
  const given = oneOf(halfOf(half, culture.given[gender]), chance)
  const father = oneOf(halfOf(half, culture.given.male), chance)
  const other = oneOf(halfOf(half, culture.given[gender]), chance)
  const start = oneOf(halfOf(half, culture.starts), chance)
  const end = oneOf(culture.ends, chance)
  const family = feminine(culture, gender, {
    latin: (start.latin + end.latin).replaceAll(/(?<=van|den|der|de|ter)-/g, ' '),
    own: start.own + end.own,
  })
  const middle = middleOf(culture, gender, father, other === given ? null : other, chance)
  const order = culture.familyFirst ? [family, middle, given] : [given, middle, family]
  const words = order.filter((part) => part !== null)
  const own =
    culture.script === 'Latn'
      ? null
      : words.map((part) => part.own).join(culture.script === 'Hans' || culture.script === 'Hang' ? '' : ' ')
  const two = (number: number) => String(number).padStart(2, '0')
  const birth_date = `${1940 + Math.floor(chance() * 65)}-${two(1 + Math.floor(chance() * 12))}-${two(1 + Math.floor(chance() * 28))}`
  return { culture, given, middle, family, full: words.map((part) => part.latin).join(' '), own, gender, birth_date }
}

/** Surnames of Russian and Polish women end in -a. */
function feminine(culture: Culture, gender: string, family: Part): Part {
  if (gender === 'male') return family
  if (culture.code === 'russian' && /(ov|ev|in)$/.test(family.latin))
    return { latin: `${family.latin}a`, own: `${family.own}а` }
  if (culture.code === 'polish' && /ki$/.test(family.latin)) return { latin: family.latin.replace(/i$/, 'a'), own: '' }
  return family
}

function middleOf(culture: Culture, gender: string, father: Part, other: Part | null, chance: Chance): Part | null {
  if (culture.middle === 'given') return chance() < 0.5 ? other : null
  if (culture.middle === 'bin')
    return chance() < 0.6 ? { latin: `${chance() < 0.5 ? 'bin ' : ''}${father.latin}`, own: father.own } : null
  if (culture.middle !== 'patronymic') return null
  const [latin, own] = gender === 'male' ? ['ovich', 'ович'] : ['ovna', 'овна']
  return { latin: father.latin.replace(/iy$|ey$|a$/, '') + latin, own: father.own.replace(/ий$|ей$|а$/, '') + own }
}
