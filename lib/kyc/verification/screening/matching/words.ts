import { LEFT_OUT } from '@/lib/names/compare-names'
import { type Spelled, spelledWords } from './scripts'
import { nameClasses } from './variants'

/** One way to spell a word, and what it is looked up by. */
export type Way = {
  readonly text: string
  /** Without what only transliteration decides: equal for Shcherbakov and Schtscherbakow. */
  readonly fold: string
  /** The consonants as they sound. A key for candidates, and the comparison for words without vowels. */
  readonly sound: string
  readonly classes: readonly number[]
}

/**
 * `particle` is left out by many (bin, al, de, van); `title` by nearly all (Dr, Haji); `form` is an organisation's
 * legal form; `general` a word that many organisations have (trading, international).
 */
export type Role = 'name' | 'particle' | 'title' | 'form' | 'general'

export type Word = {
  readonly ways: readonly Way[]
  readonly bare: boolean
  readonly role: Role
  readonly initial: boolean
}

const TITLES = new Set(
  `dr mr mrs ms miss prof professor sir jr sr junior senior ii iii iv haji hajji hadji hajj hadj alhaji sheikh shaykh mullah mulla maulavi mawlawi
  maulana mawlana molla ustad qari general gen colonel col captain capt major maj lt lieutenant eng engineer ing dipl phd md lord dame`.split(
    /\s+/,
  ),
)
/** Beside what documents leave out. */
const PARTICLES = new Set(
  'al el ul ad as ash at az an ar bin ibn ben bint binti abu abou umm um ould wuld uld zu av mac'.split(' '),
)

/** Legal forms, a line each; those of one line are the same. */
const FORMS = new Map(
  `ltd limited ltda pvt pte private ooo ltdsti tovarishchestvo tov
inc incorporated corp corporation
llc lc
llp lp
plc pjsc pao jsc ao oao zao ojsc cjsc as oyj ab public joint stock
gmbh mbh ug
ag kg kgaa ohg gbr
sa sas sarl srl spa sl slu sapi cv rl bv nv vof
co company cie compania compagnie
doo dd ad eood ood
kk sdn bhd berhad tbk pt
fze fzc fzco fzllc dmcc wll saoc saog
kft rt zrt bt nyrt as sro spol
oy tmi ky aps hf ehf`
    .split('\n')
    .flatMap((line, at) => line.split(' ').map((form) => [form, at] as const)),
)

const GENERAL = new Set(
  `the of and for und et de international trading trade group holding holdings general global world services service industries industry industrial
  bank investment investments enterprises enterprise development import export shipping transport transportation maritime marine logistics
  engineering construction foundation organization organisation association society institute center centre national state commercial
  company co establishment factory technology technologies tech electronics energy petroleum oil gas petrochemical management capital finance financial
  consulting solutions systems products production research university ministry office branch limited east west middle north south new`.split(
    /\s+/,
  ),
)

export type NameOf = 'person' | 'organisation'

const cache = new Map<string, Word>()
/** More words than a process meets in a day of searches; then all are made anew. */
const MOST_CACHED = 200_000

/** A word with all that it is compared by. `ways` are spelled with a to z. */
export function wordOf({ ways, bare }: Spelled, of: NameOf): Word {
  const key = `${of}${bare ? '~' : ''}${ways.join('|')}`
  const known = cache.get(key)
  if (known) return known
  if (cache.size >= MOST_CACHED) cache.clear()
  const word = {
    ways: ways.map((text) => {
      const fold = folded(text)
      return { text, fold, sound: soundOf(fold), classes: of === 'person' ? nameClasses(text) : [] }
    }),
    bare,
    role: roleOf(ways[0] ?? '', of),
    initial: (ways[0] ?? '').length === 1 && !/\d/.test(ways[0] ?? ''),
  }
  cache.set(key, word)
  return word
}

/** Particles that are whole names elsewhere: Do and Le of Vietnam, Van, Di. */
const NAMES_TOO = new Set('do le la van du di da te e y o s ten de'.split(' '))

/** The words of a name. What may be a particle is a name where too little would be left of it otherwise. */
export function wordsOfName(text: string, of: NameOf): Word[] {
  const spelled = spelledWords(text)
  const words = spelled.map((some) => wordOf(some, of))
  if (of === 'organisation' || words.filter(({ role }) => role === 'name').length > 1) return words
  return words.map((word) =>
    word.role === 'particle' && NAMES_TOO.has(word.ways[0]?.text ?? '') ? asName(word) : word,
  )
}

const asNames = new Map<Word, Word>()
function asName(word: Word): Word {
  const known = asNames.get(word) ?? { ...word, role: 'name' as const }
  asNames.set(word, known)
  return known
}

function roleOf(text: string, of: NameOf): Role {
  if (text.length === 1) return 'name'
  if (of === 'organisation') {
    if (FORMS.has(text)) return 'form'
    if (GENERAL.has(text)) return 'general'
    return LEFT_OUT.has(text.toUpperCase()) || text === 'al' || text === 'el' ? 'particle' : 'name'
  }
  if (TITLES.has(text)) return 'title'
  return PARTICLES.has(text) || (LEFT_OUT.has(text.toUpperCase()) && text !== 'ten') ? 'particle' : 'name'
}

/** Whether two words are the same legal form: Ltd and Limited. */
export function sameForm(one: Word, other: Word): boolean {
  const [first, second] = [FORMS.get(one.ways[0]?.text ?? ''), FORMS.get(other.ways[0]?.text ?? '')]
  return first !== undefined && first === second
}

const FOLDS: readonly (readonly [RegExp, string])[] = [
  [/schtsch|shtch|shch|schch|sctsch/g, 'S'],
  [/tsch|tch|cz|ch/g, 'C'],
  [/sch|sh|sz/g, 'S'],
  [/dsch|dzh|dj|zh/g, 'j'],
  [/kh/g, 'h'],
  [/gh/g, 'g'],
  [/ph/g, 'f'],
  [/th/g, 't'],
  [/dh/g, 'd'],
  [/ck|q|c(?![eiy])/g, 'k'],
  [/tz|ts/g, 'z'],
  [/x|hs/g, 'ks'],
  [/w/g, 'v'],
  [/ou|oo|ue/g, 'u'],
  [/oe/g, 'o'],
  [/ae/g, 'e'],
  [/ee|ea|ie|iy|ij|yi|ii|yj|ey|ei|ay|ai/g, 'i'],
  [/[yj](?=[aou])/g, 'i'],
  [/y/g, 'i'],
  [/o/g, 'u'],
  [/e/g, 'i'],
  [/ff$/g, 'v'],
  [/h$/g, ''],
  [/(.)\1+/g, '$1'],
]

export function folded(text: string): string {
  if (/\d/.test(text)) return text
  return FOLDS.reduce((left, [pattern, by]) => left.replace(pattern, by), text) || text
}

function soundOf(fold: string): string {
  const consonants = fold
    .replace(/[SCzj]/g, 's')
    .replace(/[gq]/g, 'k')
    .replace(/b/g, 'p')
    .replace(/d/g, 't')
    .replace(/v/g, 'f')
  const rest = consonants.slice(1).replace(/[aiuh]/g, '')
  const first = /[aiuh]/.test(consonants[0] ?? '') ? 'a' : consonants[0]
  return `${first ?? ''}${rest}`.replace(/(.)\1+/g, '$1')
}
