import { isDeepStrictEqual } from 'node:util'
import { chanceFrom } from '@/lib/capture/scenes/chance'
import type { Barcode, CardBarcode } from '@/lib/contract/pictures/barcodes'
import { processorMs } from '@/lib/testing/processes'
import { photograph } from '../../mrz/accuracy/camera'
import { readBarcodes } from '..'
import { type Drawable, drawnCard } from './drawn-card'
import { payloadOf } from './payloads'
import { WAYS } from './takings'

/** What came of a picture. The first is right; so is the second where there is nothing; `wrong` must never happen. */
export type Verdict = 'exact' | 'unread' | 'wrong'
export type Measured = {
  readonly kind: string
  readonly verdict: Verdict
  readonly fields: Fields
  readonly cost: number | null
}
type Fields = { readonly right: number; readonly all: number }

/** What was tuned on the one half is told of the other. */
const SEEDS = { tune: 1_000, tell: 2_000 } as const
export type Half = keyof typeof SEEDS

/** Versions 0 to 11 of the standard. */
const VERSIONS = 12
const NAMES = Object.keys(WAYS)

/** Draws payloads one after the other, takes `each` pictures of every one, each in another way, and reads them. */
export async function* measureCards(half: Half, payloads: number, each: number): AsyncGenerator<Measured> {
  for (let index = 0; index < payloads; index += 1) {
    const chance = chanceFrom(SEEDS[half] + index)
    const { bytes, card } = payloadOf(index % VERSIONS, chance)
    const drawn = await drawnCard('PDF417', bytes, chance)
    for (let taken = 0; taken < each; taken += 1) {
      const kind = NAMES[(index * each + taken) % NAMES.length] ?? ''
      const taking = WAYS[kind]
      if (taking) yield measured(kind, await photograph(drawn, taking(chance), chance), (read) => judgeCard(read, card))
    }
  }
}

/** The same of a code that is not a card's, and of cards with none. */
export async function* measureOthers(half: Half, count: number): AsyncGenerator<Measured> {
  for (const format of ['QRCode', 'Aztec', null] as const)
    for (let index = 0; index < count; index += 1) {
      const chance = chanceFrom(SEEDS[half] + 500 + index)
      const text = `https://example.com/${Math.floor(chance.between(1e8, 9e8))}`
      const drawn = await drawnCard(format ?? 'PDF417', format && Buffer.from(text), chance)
      const kind = NAMES[index % NAMES.length] ?? ''
      const picture = await photograph(drawn, WAYS[kind]?.(chance) ?? raise(kind), chance)
      yield measured(format ?? 'no barcode', picture, (read) => judgeText(read, format, text))
    }
}

function raise(kind: string): never {
  throw new Error(`There is no such way: ${kind}`)
}

export async function measured(
  kind: string,
  picture: Buffer,
  judge: (read: readonly Barcode[]) => Pick<Measured, 'verdict' | 'fields'>,
): Promise<Measured> {
  const before = processorMs()
  const read = await readBarcodes(picture)
  const after = processorMs()
  return { kind, ...judge(read), cost: before === null || after === null ? null : after - before }
}

/** Against the truth, of which a part may be told only. */
export function judgeCard(read: readonly Barcode[], truth: Partial<CardBarcode>): Pick<Measured, 'verdict' | 'fields'> {
  const names = Object.keys(truth) as (keyof CardBarcode)[]
  const card = read.find((one) => one.card !== null)?.card
  const right = card ? names.filter((name) => isDeepStrictEqual(card[name], truth[name])).length : 0
  const verdict = right === names.length ? 'exact' : read.length > 0 ? 'wrong' : 'unread'
  return { verdict, fields: { right, all: names.length } }
}

function judgeText(
  read: readonly Barcode[],
  format: Drawable | null,
  text: string,
): Pick<Measured, 'verdict' | 'fields'> {
  if (read.length === 0) return { verdict: format ? 'unread' : 'exact', fields: { right: 0, all: format ? 1 : 0 } }
  const isRight = read.every((one) => one.format === format && one.text === text)
  return { verdict: isRight ? 'exact' : 'wrong', fields: { right: isRight ? 1 : 0, all: 1 } }
}

/** One line of figures. */
export function told(what: string, rows: readonly Measured[]): string {
  const count = (verdict: Verdict) => rows.filter((row) => row.verdict === verdict).length
  const [right, all] = (['right', 'all'] as const).map((of) => rows.reduce((sum, { fields }) => sum + fields[of], 0))
  const costs = rows.flatMap(({ cost }) => cost ?? []).sort((one, other) => one - other)
  const seconds = (share: number) =>
    ((costs[Math.min(costs.length - 1, Math.floor(costs.length * share))] ?? 0) / 1_000).toFixed(2)
  return (
    `${what.padEnd(14)} ${String(rows.length).padStart(3)}: exact ${count('exact')}, unread ${count('unread')}, ` +
    `wrong ${count('wrong')}; fields ${right} of ${all}; processor ${seconds(0.5)} s, at most ${seconds(1)} s`
  )
}
