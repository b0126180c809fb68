import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { inject, it } from 'vitest'
import { JUDGED_SIDE } from '@/lib/contract/limits'
import { jpegOfHeic } from '@/lib/inspection/heic'
import { type LabelledFile, readLabelledFolder } from '@/lib/testing/labelled-folder'
import { judge } from '../checks'

/** Run by `npm run capture-accuracy -- --folder <dir>`: what the checks say of somebody's own pictures. */
type Row = LabelledFile & { codes: readonly string[]; cost: number }

const folder = inject('folder')

it.skipIf(folder === null)('tells what is refused and let through', { timeout: 3_600_000 }, async () => {
  const rows: Row[] = []
  const aside: string[] = []
  for (const file of await readLabelledFolder(folder ?? '')) {
    const row = await rowOf(file)
    if (typeof row === 'string') aside.push(`${file.name} (${row})`)
    else rows.push(row)
  }
  for (const { name, kind, fair, codes, cost } of rows)
    console.log(
      `  ${name.padEnd(44)} ${(kind ?? '').padEnd(10)} ${fair ? 'fair' : '    '} ` +
        `${codes.join(', ') || 'let through'}   ${cost.toFixed(0)} ms`,
    )
  told(
    'fair documents',
    rows.filter(({ fair }) => fair),
  )
  told(
    'other documents',
    rows.filter(({ fair, kind }) => !fair && kind !== null && kind !== 'none'),
  )
  told(
    'no documents',
    rows.filter(({ kind }) => kind === 'none'),
  )
  told(
    'not labelled',
    rows.filter(({ kind }) => kind === null),
  )
  const costs = rows.map(({ cost }) => cost).sort((a, b) => a - b)
  console.log(`a picture: median ${at(costs, 0.5)} ms, worst ${at(costs, 1)} ms`)
  if (aside.length > 0) console.log(`not judged: ${aside.join(', ')}`)
})

const at = (sorted: readonly number[], share: number) =>
  (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(0)

function told(what: string, rows: readonly Row[]): void {
  if (rows.length === 0) return
  const percent = (count: number) => `${count} (${((100 * count) / rows.length).toFixed(1)} %)`
  const refused = rows.filter(({ codes }) => codes.length > 0)
  const reasons = Map.groupBy(refused, ({ codes }) => codes[0] ?? '')
  const by = [...reasons].map(([code, of]) => `${code} ${of.length}`).sort()
  console.log(
    `${what}: ${rows.length}, refused ${percent(refused.length)}${by.length > 0 ? `: ${by.join(', ')}` : ''}; ` +
      `let through ${percent(rows.length - refused.length)}`,
  )
}

/** Judged as the server does; a word for why not where it is not. */
async function rowOf(file: LabelledFile): Promise<Row | string> {
  if (/\.pdf$/i.test(file.name)) return 'a PDF is not judged'
  try {
    const content = await readFile(file.path)
    const picture = /\.(hei[cf]|hif)$/i.test(file.name) ? await jpegOfHeic('ada', content) : content
    const whole = await sharp(picture)
      .autoOrient()
      .flatten({ background: '#fff' })
      .toBuffer({ resolveWithObject: true })
    const { data, info } = await sharp(whole.data)
      .greyscale()
      .resize({ width: JUDGED_SIDE, height: JUDGED_SIDE, fit: 'inside', withoutEnlargement: true })
      .toColourspace('b-w')
      .raw()
      .toBuffer({ resolveWithObject: true })
    const begun = performance.now()
    const { findings } = judge({ data, width: info.width, height: info.height }, whole.info)
    return { ...file, codes: findings.map(({ code }) => code), cost: performance.now() - begun }
  } catch (error) {
    return error instanceof Error ? error.message : 'it cannot be opened'
  }
}
