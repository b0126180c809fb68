import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { JUDGED_SIDE } from '@/lib/contract/limits'
import { judge } from '../checks'
import { measureAccuracy, totalsOf } from './accuracy'

/** Run by `npm run capture-accuracy`: 360 drawn pictures, and the real ones where they lie beside the project. */
const OF_EACH = 40
const percent = (share: number) => `${(share * 100).toFixed(1)} %`.padStart(8)

it('tells how the checks do on the labelled set', { timeout: 600_000 }, async () => {
  const rows = await measureAccuracy(OF_EACH)
  console.log(`${OF_EACH} drawn pictures of each    caught   by its own check`)
  for (const { label, caught, exact, cost } of rows)
    console.log(`  ${label.padEnd(24)} ${percent(caught)} ${percent(exact)}   ${cost.toFixed(0)} ms`)
  const { accepted, caught } = totalsOf(rows)
  console.log(`good ones accepted: ${percent(accepted)} (at least 97 %)`)
  console.log(`bad ones caught:    ${percent(caught)} (at least 95 %)`)
  expect(accepted).toBeGreaterThanOrEqual(0.97)
  expect(caught).toBeGreaterThanOrEqual(0.95)
})

const samples = fileURLToPath(new URL('../../../../shared/samples/', import.meta.url))

it.skipIf(!existsSync(samples))('tells what they find on real pictures', async () => {
  const names = (await readdir(samples)).filter((name) => /\.(jpg|png)$/.test(name)).sort()
  for (const name of names) console.log(`  ${name}: ${(await findingsOf(`${samples}${name}`)) || 'nothing'}`)
})

async function findingsOf(path: string): Promise<string> {
  const whole = await sharp(path).autoOrient().flatten({ background: '#fff' }).toBuffer({ resolveWithObject: true })
  const { data, info } = await sharp(whole.data)
    .greyscale()
    .resize({ width: JUDGED_SIDE, height: JUDGED_SIDE, fit: 'inside', withoutEnlargement: true })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { findings } = judge({ data, width: info.width, height: info.height }, whole.info)
  return findings.map(({ code }) => code).join(', ')
}
