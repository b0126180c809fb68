import { wordWeights } from '../index/word-weights'
import { type CsvRow, columnKey, csvRows, namedRow } from '../lists/csv-rows'
import { decodedText } from '../lists/decoded-text'
import { READ_LIMITS } from '../lists/list-fault'
import { nameLikeness } from '../matching/name-likeness'
import { type NameOf, wordsOfName } from '../matching/words'
import { bestFigures, figuresAt, type Scored, told } from './figures'
import { jaroWinkler, tokenJaroWinkler } from './references'

export type LabelledPair = {
  readonly of: NameOf
  readonly schema: string
  readonly one: string
  readonly other: string
  readonly match: boolean
}

const WEIGHTS = wordWeights([])

/** How alike two names are by themselves, without a list whose frequencies weigh their words. */
export function pairScore(one: string, other: string, of: NameOf): number {
  return nameLikeness(wordsOfName(one, of), wordsOfName(other, of), WEIGHTS, of).score
}

/** Columns `schema,name1,name2,is_match`, in any order, among others. @throws ListFault with the line. */
export async function readPairs(chunks: AsyncIterable<Uint8Array>): Promise<LabelledPair[]> {
  const pairs: LabelledPair[] = []
  let header: string[] | undefined
  for await (const row of csvRows(decodedText(chunks, READ_LIMITS), ',')) {
    if (!header) header = row.cells.map(columnKey)
    else pairs.push(pairOf(header, row))
  }
  return pairs
}

function pairOf(header: readonly string[], row: CsvRow): LabelledPair {
  const { get } = namedRow(header, row)
  const schema = get('schema') ?? 'Person'
  return {
    ...{ of: schema === 'Person' ? 'person' : 'organisation', schema },
    ...{ one: get('name1') ?? '', other: get('name2') ?? '' },
    match: /^(true|1|yes)$/i.test(get('is_match') ?? ''),
  }
}

const plain = (name: string) => name.toLowerCase()

/** Prints figures for each kind of pair at the threshold, and those of the references at their own best. */
export function printPairs(pairs: readonly LabelledPair[], threshold: number, print: (line: string) => void): void {
  for (const kind of ['person', 'organisation'] as const) {
    const some = pairs.filter((pair) => pair.of === kind)
    if (some.length === 0) continue
    const scored = (score: (pair: LabelledPair) => number): Scored[] =>
      some.map((pair) => ({ score: score(pair), match: pair.match }))
    const ours = scored((pair) => pairScore(pair.one, pair.other, kind))
    const [words, whole] = [
      scored((pair) => tokenJaroWinkler(plain(pair.one), plain(pair.other))),
      scored((pair) => jaroWinkler(plain(pair.one), plain(pair.other))),
    ]
    print(`${kind}: ${some.length} pairs, ${some.filter(({ match }) => match).length} of them matches`)
    print(`  this app, at ${threshold}             ${told(figuresAt(threshold, ours))}`)
    for (const [name, reference] of [
      ['this app, best', ours],
      ['Jaro-Winkler by words, best', words],
      ['Jaro-Winkler, best', whole],
    ] as const)
      print(`  ${name.padEnd(28)} ${told(bestFigures(reference))} at ${bestFigures(reference).threshold.toFixed(2)}`)
  }
}
