import { devices, type Page } from '@playwright/test'
import { POLISH_HOLDER } from './specimens/holder'
import { SPECIMENS } from './specimens/specimens'
import { type Cost, countingPerson } from './support/counting-person'
import { browserWithCamera } from './support/film'
import { READ_WITHIN_MS, test } from './support/reading-alone'
import { giveStandard as giveAll } from './support/steps'
import { expect } from './support/test'

type Person = Awaited<ReturnType<typeof countingPerson>>
type Bounds = Pick<Cost, 'taps' | 'keys' | 'screens' | 'scrolls'>

const PHONE = { ...devices['Pixel 7'], viewport: { width: 390, height: 844 } }
/** A slow mobile connection. */
const LINE = { latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 1_600_000 / 8, offline: false }

test.slow()

async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', LINE)
}

async function onPhone(origin: string) {
  const { page, close } = await browserWithCamera(origin, { film: SPECIMENS.filmedPolish, context: PHONE })
  await slowDown(page)
  return { page, close, person: await countingPerson(page) }
}

/** Says what it has cost; `bounds`: what it may cost at most. */
function judge(journey: string, cost: Cost, bounds: Bounds): void {
  const { taps, keys, screens, rooms, scrolls, waitedMs } = cost
  const seconds = (waitedMs / 1_000).toFixed(1)
  console.log(
    `${journey}: ${taps} taps, ${keys} keys, ${screens} screens, ${scrolls} forced scrolls; ` +
      `${seconds} s waited, in ${rooms} waiting rooms`,
  )
  for (const hidden of cost.scrolledTo) console.log(`scrolled to ${hidden}`)
  for (const what of ['taps', 'keys', 'screens', 'scrolls'] as const)
    expect(cost[what], what).toBeLessThanOrEqual(bounds[what])
}

const primary = (page: Page) => page.getByRole('button', { name: /^(Continue|Submit for review)$/ })
const step = (page: Page, name: string) => page.getByRole('heading', { level: 2, name })
const sent = (page: Page) => page.getByRole('heading', { level: 1, name: 'We’re checking your details' })

/** Waits until what was read stands in the field. */
async function read(page: Page, person: Person, label: string): Promise<void> {
  await person.until(() => expect(page.getByLabel(label)).not.toHaveValue('', { timeout: READ_WITHIN_MS }))
}

/** Types what could not be read for certain. */
async function complete(page: Page, person: Person, answers: Record<string, string>): Promise<void> {
  for (const [label, answer] of Object.entries(answers)) {
    const field = page.getByLabel(label)
    if ((await field.inputValue()) === '') await person.type(field, answer)
  }
}

/** From the start to the last step of standard verification, sent. */
async function giveStandard(page: Page, person: Person, scan: () => Promise<void>): Promise<void> {
  await person.press(page.getByRole('link', { name: /^Scan your passport or ID/ }))
  await scan()
  await read(page, person, 'Document number')
  await person.press(primary(page))
  await person.see(page.getByRole('heading', { name: 'Is this right?' }))
  await complete(page, person, { 'First name': POLISH_HOLDER.givenNames, 'Last name': POLISH_HOLDER.surname })
  await person.press(primary(page))
  await person.see(step(page, 'Home address'))
  await person.press(page.getByRole('link', { name: 'Utility bill' }))
  await person.pick(page.getByRole('button', { name: 'Choose a file' }), SPECIMENS.polishBill)
  await person.press(page.getByRole('button', { name: 'Use this file' }))
  await read(page, person, 'Street')
  await person.press(primary(page))
}

test('standard verification with a passport and a bill, on a phone', async ({ origin, openScreen }) => {
  const { page, close, person } = await onPhone(origin)
  await openScreen(page, '/inapp/kyc', { source: 'Android' })
  // The camera takes it by itself.
  await giveStandard(page, person, async () => {})
  await person.see(sent(page))
  judge('standard, phone', person.cost(), { taps: 14, keys: 12, screens: 8, scrolls: 0 })
  await close()
})

test('a passport that was sent back, once more, on a phone', async ({ page, origin, openScreen, manager, profile }) => {
  await openScreen(page, '/inapp/kyc')
  await giveAll(page)
  await expect(sent(page)).toBeVisible()
  const passport = (await profile()).documents.find(({ document_type }) => document_type === 'passport')
  await manager('MngRejectKycDocument', { id: passport?.id ?? '', reason_code: 'unreadable', comment: 'blurred' })
  const phone = await onPhone(origin)
  await openScreen(phone.page, '/inapp/kyc/status', { source: 'Android' })
  await phone.person.press(phone.page.getByRole('link', { name: /^Redo passport/ }))
  await phone.person.see(sent(phone.page))
  judge('passport once more, phone', phone.person.cost(), { taps: 3, keys: 0, screens: 2, scrolls: 0 })
  await phone.close()
})

test('enhanced verification on a phone', async ({ origin, openScreen }) => {
  const { page, close, person } = await onPhone(origin)
  await openScreen(page, '/inapp/kyc', { kycType: 'enhanced', source: 'Android' })
  await giveStandard(page, person, async () => {})
  await person.see(step(page, 'Source of funds'))
  await person.press(page.getByLabel('Salary', { exact: true }))
  await person.press(page.getByLabel('€50,000 – €100,000', { exact: true }))
  await person.press(primary(page))
  await person.type(page.getByLabel('How much do you expect to deposit'), '5000')
  await person.press(primary(page))
  await person.see(step(page, 'Tax details'))
  await person.press(page.getByRole('combobox', { name: 'Country where you pay tax' }))
  // Who lives in Poland, and showed its passport, is offered it first.
  const suggested = page.getByRole('group', { name: 'Suggested' })
  await person.press(suggested.getByRole('option', { name: 'Poland' }))
  const taxable = page.getByRole('group', { name: 'Do you have a tax number there?' })
  await person.press(taxable.getByLabel('Yes'))
  await person.type(page.getByLabel('Tax number', { exact: true }), '91032712345')
  const american = page.getByRole('group', { name: 'Are you a US citizen or US tax resident?' })
  await person.press(american.getByLabel('No'))
  await person.press(primary(page))
  await person.see(sent(page))
  judge('enhanced, phone', person.cost(), { taps: 22, keys: 24, screens: 11, scrolls: 0 })
  await close()
})

test('standard verification at a computer', async ({ page, openScreen }) => {
  await slowDown(page)
  const person = await countingPerson(page)
  await openScreen(page, '/inapp/kyc')
  await giveStandard(page, person, async () => {
    await person.pick(page.getByRole('button', { name: 'Choose a file' }), SPECIMENS.polishPassport)
    await person.press(page.getByRole('button', { name: 'Use this photo' }))
  })
  await person.see(sent(page))
  judge('standard, computer', person.cost(), { taps: 15, keys: 12, screens: 9, scrolls: 0 })
})
