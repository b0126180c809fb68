import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { expect, inject, it } from 'vitest'
import { type LabelledFile, readLabelledFolder } from '@/lib/testing/labelled-folder'
import { extractMrz, type Readings } from '..'
import { drawSet, type Half, writeSet } from './drawn-set'
import { type Measured, measure, type Picture, type Reader, told } from './measure'

/**
 * Run by `npm run mrz-accuracy`: reads drawn documents of invented people, photographed in many ways, or with `--folder`
 * somebody's own pictures. With `--draw` it only writes the drawn ones to a folder.
 */
declare module 'vitest' {
  interface ProvidedContext {
    browser: string
    draw: string | null
    half: Half
    each: number
  }
}

const alone =
  (reader: keyof Readings): Reader =>
  (picture, today) =>
    extractMrz(picture, today, ({ [reader]: mrz }) => ({ mrz, isOpen: !mrz?.valid }))

/** The last is the one that counts. */
const READERS: Record<string, Reader> = {
  'Tesseract alone': alone('tesseract'),
  'PP-OCR alone': alone('ppOcr'),
  'the glyphs alone': alone('glyphs'),
  'as in the app': extractMrz,
}

const TODAY = new Date().toISOString().slice(0, 10)
const [folder, draw] = [inject('folder'), inject('draw')]

it.skipIf(draw === null)('draws documents to a folder', { timeout: 3_600_000 }, async () => {
  console.log(`${await drawTo(draw ?? '')} pictures`)
})

it.skipIf(draw !== null || folder === null)('reads somebody’s own pictures', { timeout: 3_600_000 }, async () => {
  await readFolder(folder ?? '')
})

it.skipIf(draw !== null || folder !== null)('reads drawn documents', { timeout: 3_600_000 }, async () => {
  const drawn = await mkdtemp(join(tmpdir(), 'drawn-'))
  try {
    await drawTo(drawn)
    const clean = (await readFolder(drawn)).filter(({ kind }) => kind === 'clean')
    const [exact, all] = [clean.flatMap(exactLines), clean.flatMap(({ zones }) => zones?.[0] ?? [])]
    expect(exact.length / all.length).toBeGreaterThanOrEqual(0.95)
  } finally {
    await rm(drawn, { recursive: true })
  }
})

/** The browser is gone before anything is measured. */
async function drawTo(where: string): Promise<number> {
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const browser = await chromium.launch({ executablePath: inject('browser'), args: [...args, '--disable-gpu'] })
  try {
    return await writeSet(drawSet(await browser.newPage(), inject('half'), inject('each')), where)
  } finally {
    await browser.close()
  }
}

/** Reads a folder with every reader, and prints what came of it. Returns the rows of the last. */
async function readFolder(where: string): Promise<Measured[]> {
  const pictures = (await readLabelledFolder(where)).filter(({ name }) => /\.(jpe?g|png)$/i.test(name)).map(pictureOf)
  let rows: Measured[] = []
  for (const [name, read] of Object.entries(READERS)) {
    rows = await measure(pictures, read, TODAY)
    console.log(`\n${name}`)
    for (const row of rows) if (row.result !== 'exact' && row.result !== 'no zone') console.log(`  ${inFull(row)}`)
    for (const [kind, of] of Map.groupBy(rows, (row) => row.kind)) console.log(told(kind, of))
    const withZone = rows.filter(({ zones }) => zones?.length !== 0)
    console.log(told('all with a zone', withZone))
    // A mirrored zone is not as printed, and one on a screen is no document.
    const fair = withZone.filter((row) => row.fair)
    if (fair.length > 0) console.log(told('fair ones of them', fair))
  }
  return rows
}

/** Where several zones are in a picture their rows stand side by side: `one|other`. */
function pictureOf({ name, path, kind, fair, mrz }: LabelledFile): Picture {
  const count = Math.max(0, ...mrz.map((row) => row.split('|').length))
  const zones = Array.from({ length: count }, (_, zone) => mrz.flatMap((row) => row.split('|')[zone] || []))
  return { name, path, kind: kind ?? 'not labelled', fair, zones: kind === null ? null : zones }
}

function exactLines({ zones, reading }: Measured): string[] {
  const read = reading?.outcome === 'read' ? reading.mrz.lines : []
  return (zones?.[0] ?? []).filter((line, row) => read[row] === line)
}

function inFull({ name, result, reading }: Measured): string {
  const read = reading?.outcome === 'read' ? reading.mrz.lines.join(' ') : ''
  return `${name.padEnd(28)} ${(result ?? reading?.outcome ?? 'unfinished').padEnd(16)} ${read}`
}
