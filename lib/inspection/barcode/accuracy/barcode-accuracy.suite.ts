import { readFile } from 'node:fs/promises'
import { expect, inject, it } from 'vitest'
import { readLabelledCards } from './labelled-cards'
import { type Half, judgeCard, type Measured, measureCards, measured, measureOthers, told } from './measure-barcodes'

/**
 * Run by `npm run barcode-accuracy`: reads the barcodes of drawn cards, photographed in many ways, or with `--folder`
 * those of somebody's own pictures.
 */
declare module 'vitest' {
  interface ProvidedContext {
    half: Half
    payloads: number
    each: number
  }
}

const folder = inject('folder')

it.skipIf(folder === null)('reads somebody’s own pictures', { timeout: 3_600_000 }, async () => {
  const rows: Measured[] = []
  for (const { path, file, truth } of await readLabelledCards(folder ?? '')) {
    const row = await measured(truth ? 'with a barcode' : 'without', await readFile(path), (read) =>
      truth ? judgeCard(read, truth) : { verdict: read.length > 0 ? 'wrong' : 'exact', fields: { right: 0, all: 0 } },
    )
    if (row.verdict !== 'exact') console.log(`  ${file.padEnd(28)} ${row.verdict}`)
    rows.push(row)
  }
  print(rows)
})

it.skipIf(folder !== null)('reads drawn cards', { timeout: 3_600_000 }, async () => {
  const cards: Measured[] = []
  for await (const row of measureCards(inject('half'), inject('payloads'), inject('each'))) cards.push(row)
  print(cards)
  const others: Measured[] = []
  for await (const row of measureOthers(inject('half'), 11)) others.push(row)
  print(others)
  expect([...cards, ...others].filter(({ verdict }) => verdict === 'wrong')).toEqual([])
  expect(cards.filter(({ verdict }) => verdict === 'exact').length / cards.length).toBeGreaterThanOrEqual(0.9)
})

function print(rows: readonly Measured[]): void {
  for (const [kind, of] of Map.groupBy(rows, (row) => row.kind)) console.log(told(kind, of))
  console.log(told('all', rows))
}
