import { type Browser, chromium, type Page } from '@playwright/test'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import type { Holder } from '@/e2e/specimens/holder'
import { idCardBack, passport } from '@/e2e/specimens/identity-documents'
import { cardLines, passportLines } from '@/e2e/specimens/mrz'
import { photoOf } from '@/e2e/specimens/photo'
import { chanceFrom } from '@/lib/capture/scenes/chance'
import { extractMrz } from '..'
import { invented } from './holder'

/**
 * Run by `npm run mrz-accuracy`: extracts the MRZ from drawn documents of invented people, photographed in several
 * ways.
 */
declare module 'vitest' {
  interface ProvidedContext {
    browser: string
  }
}

const TODAY = new Date().toISOString().slice(0, 10)
type Shot = (picture: Buffer, chance: ReturnType<typeof chanceFrom>) => Promise<Buffer>
const turned =
  (degrees: number): Shot =>
  (picture) =>
    sharp(picture).rotate(degrees, { background: '#6b5644' }).jpeg().toBuffer()
const SHOTS: Record<string, { count: number; take: Shot }> = {
  clean: { count: 30, take: async (picture) => picture },
  'turned by up to 8°': { count: 16, take: (picture, chance) => turned(chance.between(-8, 8))(picture, chance) },
  'turned by 90°, 180°, 270°': {
    count: 9,
    take: (picture, chance) => turned(chance.oneOf([90, 180, 270]))(picture, chance),
  },
  'with noise, a little soft': {
    count: 16,
    take: async (picture, chance) => {
      const { width, height } = await sharp(picture).metadata()
      const noise = { type: 'gaussian', mean: 128, sigma: 14 } as const
      const grain = await sharp({ create: { width, height, channels: 3, background: '#808080', noise } })
        .png()
        .toBuffer()
      const soft = await sharp(picture)
        .blur(chance.between(0.8, 1.6))
        .composite([{ input: grain, blend: 'overlay' }])
        .toBuffer()
      return sharp(soft).jpeg({ quality: 70 }).toBuffer()
    },
  },
}

let browser: Browser
let page: Page
beforeAll(async () => {
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  browser = await chromium.launch({ executablePath: inject('browser'), args: [...args, '--disable-gpu'] })
  page = await browser.newPage({ viewport: { width: 1_800, height: 1_260 } })
})
afterAll(() => browser.close())

async function photograph(
  kind: 'passport' | 'card',
  holder: Holder,
): Promise<{ picture: Buffer; lines: readonly string[] }> {
  const side = kind === 'passport' ? passport(holder) : idCardBack(holder)
  await page.setContent(photoOf(side, { width: 1_800, height: 1_260, turn: 0 }))
  await page.evaluate(() => document.fonts.ready)
  const code = { issuer: 'UTO', nationality: 'UTO' }
  const lines =
    kind === 'passport'
      ? passportLines({ ...holder, ...code, code: 'P', number: holder.passportNumber })
      : cardLines({ ...holder, ...code, code: 'I', number: holder.cardNumber })
  return { picture: await page.screenshot({ type: 'jpeg', quality: 92 }), lines }
}

it('extracts the MRZ of drawn passports and cards', { timeout: 900_000 }, async () => {
  const shares: Record<string, number> = {}
  for (const [how, { count, take }] of Object.entries(SHOTS)) {
    let [exact, all, valid, spent] = [0, 0, 0, 0]
    for (let i = 0; i < count; i += 1) {
      const { picture, lines } = await photograph(i % 2 === 0 ? 'passport' : 'card', invented(i * 31 + how.length))
      const shot = await take(picture, chanceFrom(i + 1))
      const begun = performance.now()
      const reading = await extractMrz(shot, TODAY)
      const mrz = reading.outcome === 'read' ? reading.mrz : null
      spent += performance.now() - begun
      all += lines.length
      exact += lines.filter((line, row) => mrz?.lines[row] === line).length
      if (mrz?.valid) valid += 1
    }
    shares[how] = exact / all
    const percent = (share: number) => `${(share * 100).toFixed(1)} %`
    console.log(
      `${how.padEnd(28)} ${count} pictures: ${percent(exact / all)} of ${all} lines exact, ` +
        `all check digits right in ${percent(valid / count)}, ${(spent / count / 1_000).toFixed(1)} s each`,
    )
  }
  expect(shares.clean).toBeGreaterThanOrEqual(0.95)
})
