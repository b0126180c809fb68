import { type Browser, chromium, type Page } from '@playwright/test'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { HOLDER } from '@/e2e/specimens/holder'
import type { Extracted, ExtractedName } from '@/lib/contract/pictures/extracted'
import { extractMrz } from '@/lib/inspection/mrz'
import { drawSide } from '@/lib/inspection/mrz/accuracy/drawn-side'
import { hiddenLetters } from '@/lib/names/hidden-letters'
import { extractedOf } from '../rules/extracted'

/**
 * Run by `npm run prefill-accuracy`: draws a passport and a card of people of many nations, reads them as the app does, and
 * prints how many of the fields that are offered to each are right.
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

let browser: Browser
beforeAll(async () => {
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  browser = await chromium.launch({ executablePath: inject('browser'), args: [...args, '--disable-gpu'] })
})
afterAll(() => browser.close())

it('offers what the documents of many nations say', { timeout: 3_600_000 }, async () => {
  const verdicts: Verdict[] = []
  const page = await browser.newPage()
  for (const person of PEOPLE)
    for (const format of ['TD3', 'TD1'] as const) {
      const truth = truthOf(person, format)
      const reading = await extractMrz(await picture(page, person, format), TODAY)
      const offered = reading.outcome === 'read' ? extractedOf(reading.mrz, TODAY) : {}
      const judged = (Object.keys(truth) as ExtractedName[]).map(
        (name) => [name, judge(name, person, truth, offered)] as const,
      )
      verdicts.push(...judged.map(([, verdict]) => verdict))
      const others = judged.filter(([, verdict]) => verdict !== 'right').map((pair) => pair.join(' '))
      console.log(`${person[0]} ${format} ${person[1].padEnd(14)} ${others.join(', ') || 'all right'}`)
    }
  const count = (verdict: Verdict) => verdicts.filter((one) => one === verdict).length
  const share = (of: number) => `${((100 * of) / verdicts.length).toFixed(1)} %`
  const good = count('right') + count('asked')
  console.log(
    `\n${verdicts.length} fields: ${share(count('right'))} right, ${share(count('asked'))} right but for letters that are asked ` +
      `for, ${share(count('left out'))} left to be typed, ${share(count('wrong'))} wrong`,
  )
  expect(count('wrong')).toBe(0)
  expect(good / verdicts.length).toBeGreaterThanOrEqual(0.9)
})

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
