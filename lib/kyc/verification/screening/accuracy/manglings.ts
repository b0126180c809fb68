import { type Chance, type InventedPerson, oneOf } from './invented-people'

/** What becomes of a name between a list and a form. Each answers null where it cannot be done to this name. */
type Mangling = (name: string, person: InventedPerson, chance: Chance) => string | null

const wordsOf = (name: string) => name.split(' ')
const long = (name: string, least: number) => wordsOf(name).flatMap((word, at) => (word.length >= least ? [at] : []))
const withWord = (name: string, at: number, change: (word: string) => string) =>
  wordsOf(name)
    .map((word, place) => (place === at ? change(word) : word))
    .join(' ')

function slip(word: string, chance: Chance): string {
  const at = 1 + Math.floor(chance() * (word.length - 2))
  const letter = oneOf([...'aeinrstlo'], chance)
  const kinds = [
    word.slice(0, at) + letter + word.slice(at),
    word.slice(0, at) + word.slice(at + 1),
    word.slice(0, at) + letter + word.slice(at + 1),
    word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2),
  ]
  return oneOf(kinds, chance)
}

/** Other ways to write what transliteration leaves open, by script. */
const REWRITTEN: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
  Cyrl: [
    [/shch/gi, 'sch'],
    [/iy\b/g, 'y'],
    [/yu/gi, 'iu'],
    [/ya/gi, 'ia'],
    [/ye/gi, 'e'],
    [/zh/gi, 'j'],
    [/kh/gi, 'h'],
    [/ts/gi, 'c'],
    [/v\b/g, 'ff'],
  ],
  Arab: [
    [/oh|uh/gi, 'ouh'],
    [/kh/gi, 'h'],
    [/q/gi, 'k'],
    [/al-/g, 'el '],
    [/al-/g, 'Al'],
    [/ou/gi, 'u'],
    [/ai/gi, 'ay'],
    [/j/gi, 'dj'],
    [/id\b/g, 'eed'],
    [/ss/g, 's'],
    [/h\b/g, ''],
  ],
  Hebr: [
    [/ch/gi, 'h'],
    [/tz/gi, 'ts'],
    [/ei/gi, 'ai'],
    [/w/gi, 'v'],
    [/ah\b/g, 'a'],
  ],
  Grek: [
    [/ch/gi, 'h'],
    [/f/gi, 'ph'],
    [/y/gi, 'i'],
    [/ei/gi, 'i'],
    [/ou/gi, 'u'],
    [/v/gi, 'b'],
  ],
  Hang: [
    [/jung/gi, 'jeong'],
    [/oo/gi, 'u'],
    [/ch/gi, 'j'],
    [/young/gi, 'yeong'],
    [/hyun/gi, 'hyeon'],
    [/park/gi, 'Pak'],
    [/choi/gi, 'Choe'],
    [/sung/gi, 'seong'],
  ],
  Hans: [
    [/zh/gi, 'ch'],
    [/x/gi, 'hs'],
    [/q/gi, 'ch'],
    [/ui/gi, 'wei'],
  ],
  Latn: [
    [/ü/g, 'ue'],
    [/ö/g, 'oe'],
    [/ł/g, 'l'],
    [/ph/gi, 'f'],
    [/w/g, 'v'],
    [/ck/g, 'k'],
    [/y/g, 'i'],
    [/sz/gi, 'sh'],
    [/ş/g, 'sh'],
    [/ç/gi, 'ch'],
  ],
}

export const MANGLINGS: Readonly<Record<string, Mangling>> = {
  capitals: (name) => name.toUpperCase(),
  accents: (name) =>
    /[^\x20-\x7e]/.test(name)
      ? name.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ł', 'l').replaceAll('đ', 'd')
      : null,
  order: (name) =>
    wordsOf(name).length > 1 ? [...wordsOf(name).slice(-1), ...wordsOf(name).slice(0, -1)].join(' ') : null,
  comma: (name) =>
    wordsOf(name).length > 1 ? `${wordsOf(name).at(-1)}, ${wordsOf(name).slice(0, -1).join(' ')}` : null,
  slip: (name, _, chance) => {
    const places = long(name, 5)
    return places.length === 0 ? null : withWord(name, oneOf(places, chance), (word) => slip(word, chance))
  },
  two_slips: (name, _, chance) => {
    const places = long(name, 6)
    if (places.length < 2) return null
    return places.slice(0, 2).reduce((left, at) => withWord(left, at, (word) => slip(word, chance)), name)
  },
  middle_left_out: (_, { given, middle, family, culture }) =>
    middle ? (culture.familyFirst ? `${family.latin} ${given.latin}` : `${given.latin} ${family.latin}`) : null,
  middle_added: (name, { middle, culture }, chance) => {
    if (middle || culture.familyFirst) return null
    const [first = '', ...rest] = wordsOf(name)
    return [first, oneOf(culture.given.male, chance).latin, ...rest].join(' ')
  },
  middle_initial: (_, { given, middle, family }) =>
    middle ? `${given.latin} ${middle.latin.replace('bin ', '')[0]}. ${family.latin}` : null,
  joined: (name, { middle }) => {
    const words = wordsOf(name)
    return words.length > 2 && middle ? [words[0], words.slice(1, 3).join(''), ...words.slice(3)].join(' ') : null
  },
  hyphen: (name) => (wordsOf(name).length > 2 ? name.replace(/^(\S+) (\S+) /, '$1-$2 ') : null),
  split: (name) => {
    const [at] = long(name, 7)
    return at === undefined
      ? null
      : withWord(
          name,
          at,
          (word) => `${word.slice(0, Math.ceil(word.length / 2))} ${word.slice(Math.ceil(word.length / 2))}`,
        )
  },
  particle_left_out: (name) =>
    /\b(al-|van |der |den |de |ter |bin )/.test(name)
      ? name.replaceAll(/\b(al-|van |der |den |de |ter |bin )/g, '')
      : null,
  title: (name, { gender }) => `${gender === 'male' ? 'Mr' : 'Dr'} ${name}`,
  rewritten: (name, { culture }, chance) => {
    const rules = (REWRITTEN[culture.script] ?? []).filter(
      ([pattern]) => pattern.test(name) && name.replace(pattern, '') !== name,
    )
    if (rules.length === 0) return null
    const [pattern, by] = oneOf(rules, chance)
    return name.replace(pattern, by)
  },
  double_letter: (name, _, chance) => {
    const places = long(name, 5)
    if (places.length === 0) return null
    return withWord(name, oneOf(places, chance), (word) => word.replace(/(?<=.)([lmnrstb])(?!\1)/i, '$1$1'))
  },
  cut: (name) => {
    const [at] = long(name, 10)
    return at === undefined ? null : withWord(name, at, (word) => word.slice(0, -2))
  },
  own_script: (_, { own }) => own,
}
