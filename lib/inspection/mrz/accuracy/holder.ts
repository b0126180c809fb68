import { HOLDER, type Holder } from '@/e2e/specimens/holder'
import { chanceFrom } from '@/lib/capture/scenes/chance'

const NAMES = [
  'Lindqvist',
  'Okonkwo-Bright',
  'de la Cruz',
  'O’Hara',
  'Nguyễn',
  'Šimić',
  'Marlowe',
  'Abernathy',
  'Kowalska',
  'Zhao',
  'Kessler',
  'Lee',
  'Karl',
  'Wolfeschlegelsteinhausenbergerdorff',
] as const
const GIVEN = [
  'Mira Elise',
  'Tobias',
  'Anna-Lena',
  'Jean Luc',
  'Sofía',
  'Quentin',
  'Beatrix Maud',
  'Ada',
  'Paul',
  'Els',
  'Rex',
  'Xiao Ming',
  'Carol K',
] as const
/**
 * Document numbers as states issue them: letters then digits, digits only, or a mix without easily confused characters.
 */
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const UNAMBIGUOUS = 'CFGHJKLMNPRTVWXYZ0123456789'

/** An invented holder: different for each seed, the same on every run. */
export function invented(seed: number): Holder {
  const chance = chanceFrom(seed)
  const digits = (count: number) => Array.from({ length: count }, () => Math.floor(chance.between(0, 10))).join('')
  const of = (characters: string, count: number) =>
    Array.from({ length: count }, () => characters[Math.floor(chance.between(0, characters.length))]).join('')
  const number = () =>
    chance.oneOf([of(LETTERS, 2) + digits(7), of(LETTERS, 1) + digits(8), digits(9), of(UNAMBIGUOUS, 9)])
  const day = () => `${digits(1).replace(/[^01]/g, '0')}${Math.ceil(chance.between(0, 9))}`
  const month = String(Math.ceil(chance.between(0, 12))).padStart(2, '0')
  return {
    ...HOLDER,
    ...{ surname: chance.oneOf(NAMES), givenNames: chance.oneOf(GIVEN), sex: chance.oneOf(['F', 'M'] as const) },
    ...{
      birth: `19${Math.floor(chance.between(40, 99))}-${month}-${day()}`,
      expiry: `203${digits(1)}-${month}-${day()}`,
    },
    ...{ passportNumber: number(), cardNumber: number() },
  }
}
