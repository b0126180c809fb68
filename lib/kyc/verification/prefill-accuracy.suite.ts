import { readFile } from 'node:fs/promises'
import { chromium, type Page } from '@playwright/test'
import { expect, inject, it, onTestFinished } from 'vitest'
import { HOLDER } from '@/e2e/specimens/holder'
import type { Extracted, ExtractedName } from '@/lib/contract/pictures/extracted'
import { extractMrz } from '@/lib/inspection/mrz'
import { drawSide } from '@/lib/inspection/mrz/accuracy/drawn-side'
import { agreementOf } from '@/lib/inspection/mrz/agreement'
import { parseMrz } from '@/lib/inspection/mrz/parse'
import { hiddenLetters } from '@/lib/names/hidden-letters'
import { readLabelledFolder } from '@/lib/testing/labelled-folder'
import { extractedOf } from '../rules/extracted'

/**
 * Run by `npm run prefill-accuracy`: draws a passport and a card of people of many nations, reads them as the app does, and
 * prints how many of the fields that are offered to each are right. With `--folder` it reads somebody's own pictures instead.
 */
declare module 'vitest' {
  interface ProvidedContext {
    browser: string
  }
}

const TODAY = new Date().toISOString().slice(0, 10)
const DOCUMENTS = { TD3: 'passport', TD1: 'national_identity_card' } as const

/** Nation, family name and given names, and the same in a zone. Who has one name has it as the family name. */
const PEOPLE = [
  ['HRV', 'Đorđević', 'Đurđa', 'DORDEVIC', 'DURDA'],
  ['DNK', 'Sørensen', 'Søren', 'SOERENSEN', 'SOEREN'],
  ['POL', 'Łukasiewicz', 'Łukasz', 'LUKASIEWICZ', 'LUKASZ'],
  ['DEU', 'Weiß', 'Jürgen', 'WEISS', 'JUERGEN'],
  ['SWE', 'Lindqvist', 'Åsa', 'LINDQVIST', 'AASA'],
  ['IDN', 'Suharto', '', 'SUHARTO', ''],
  ['IND', 'Madhavan', '', 'MADHAVAN', ''],
  ['NLD', 'van der Berg', 'Anna', 'VAN DER BERG', 'ANNA'],
  ['ESP', 'de la Cruz', 'María del Carmen', 'DE LA CRUZ', 'MARIA DEL CARMEN'],
  ['GBR', 'McDonald', 'Ian', 'MCDONALD', 'IAN'],
  ['TUR', 'Öztürk', 'Ayşe', 'OZTURK', 'AYSE'],
  ['BRA', 'da Silva', 'João', 'DA SILVA', 'JOAO'],
  ['JPN', 'Tanaka', 'Yuki', 'TANAKA', 'YUKI'],
] as const
type Person = (typeof PEOPLE)[number]

/** `asked`: right but for letters that a zone does not have, which the person is asked to add. */
type Verdict = 'right' | 'asked' | 'left out' | 'wrong'

const folder = inject('folder')

it.skipIf(folder === null)('offers what somebody’s own documents say', { timeout: 3_600_000 }, async () => {
  const verdicts: Verdict[] = []
  for (const { name, path, mrz } of await readLabelledFolder(folder ?? '')) {
    const told = parseMrz([mrz.join('\n')], TODAY)
    // What is told of a zone is as certain as if two had read it.
    const zone = agreementOf(told, told, TODAY)
    if (!zone) continue
    const truth = extractedOf(zone, TODAY)
    const offered = await offeredBy(await readFile(path))
    const names = [...new Set([...Object.keys(truth), ...Object.keys(offered)])] as ExtractedName[]
    verdicts.push(
      ...tell(
        name,
        names.map((one) => [
          one,
          offered[one] === undefined ? 'left out' : offered[one] === truth[one] ? 'right' : 'wrong',
        ]),
      ),
    )
  }
  conclude(verdicts)
})

it.skipIf(folder !== null)('offers what the documents of many nations say', { timeout: 3_600_000 }, async () => {
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const browser = await chromium.launch({ executablePath: inject('browser'), args: [...args, '--disable-gpu'] })
  onTestFinished(() => browser.close())
  const page = await browser.newPage()
  const verdicts: Verdict[] = []
  for (const person of PEOPLE)
    for (const format of ['TD3', 'TD1'] as const) {
      const truth = truthOf(person, format)
      const offered = await offeredBy(await picture(page, person, format))
      const names = Object.keys(truth) as ExtractedName[]
      verdicts.push(
        ...tell(
          `${person[0]} ${format} ${person[1].padEnd(14)}`,
          names.map((name) => [name, judge(name, person, truth, offered)]),
        ),
      )
    }
  const good = conclude(verdicts)
  expect(good / verdicts.length).toBeGreaterThanOrEqual(0.9)
})

async function offeredBy(picture: Buffer): Promise<Extracted> {
  const reading = await extractMrz(picture, TODAY)
  return reading.outcome === 'read' ? extractedOf(reading.mrz, TODAY) : {}
}

/** Prints of a document what is not offered right. */
function tell(document: string, judged: readonly (readonly [ExtractedName, Verdict])[]): Verdict[] {
  const others = judged.filter(([, verdict]) => verdict !== 'right').map((pair) => pair.join(' '))
  console.log(`${document} ${others.join(', ') || 'all right'}`)
  return judged.map(([, verdict]) => verdict)
}

/** Prints the shares; nothing wrong may be offered. Returns how many are right, letters that are asked for aside. */
function conclude(verdicts: readonly Verdict[]): number {
  const count = (verdict: Verdict) => verdicts.filter((one) => one === verdict).length
  const share = (of: number) => `${((100 * of) / Math.max(verdicts.length, 1)).toFixed(1)} %`
  console.log(
    `\n${verdicts.length} fields: ${share(count('right'))} right, ${share(count('asked'))} right but for letters that are asked ` +
      `for, ${share(count('left out'))} left to be typed, ${share(count('wrong'))} wrong`,
  )
  expect(count('wrong')).toBe(0)
  return count('right') + count('asked')
}

const NUMBERS = { TD3: 'KX4719206', TD1: 'LC8830154' } as const

function truthOf([country, family_name, given_names]: Person, format: keyof typeof DOCUMENTS): Extracted {
  return {
    ...{ family_name, given_names, birth_date: '1984-07-19', nationality: country, sex: 'F', issuing_country: country },
    ...{ document_number: NUMBERS[format], expiry_date: '2033-10-28', document_type: DOCUMENTS[format] },
  }
}

function judge(
  name: ExtractedName,
  [country, , , familyZone, givenZone]: Person,
  truth: Extracted,
  offered: Extracted,
): Verdict {
  const value = offered[name]
  if (value === undefined) return 'left out'
  if (value === truth[name]) return 'right'
  // All that may be asked of the person is its letters.
  const zone = name === 'family_name' ? familyZone : name === 'given_names' ? givenZone : null
  const isSpelled = zone !== null && value.toUpperCase() === zone
  return isSpelled && hiddenLetters(value, country).length > 0 ? 'asked' : 'wrong'
}

function picture(page: Page, [country, surname, givenNames, ...zone]: Person, format: keyof typeof DOCUMENTS) {
  const code = country === 'DEU' ? 'D' : country
  const print = {
    ...{ issuer: code, nationality: code, number: NUMBERS[format], sex: 'F', optional: '' },
    ...{ surname: zone[0], givenNames: zone[1], birth: '840719', expiry: '331028' },
  }
  const drawn = drawSide({ format, print, holder: { ...HOLDER, surname, givenNames } }, { ground: 'fine', bold: 1 })
  return shot(page, drawn)
}

async function shot(page: Page, { html, width, height }: ReturnType<typeof drawSide>): Promise<Buffer> {
  await page.setViewportSize({ width: Math.round(width), height: Math.round(height) })
  await page.setContent(html)
  await page.evaluate(() => document.fonts.ready)
  return page.screenshot({ type: 'jpeg', quality: 85 })
}
