import type { Locator, Page } from '@playwright/test'
import { POLISH_HOLDER } from './specimens/holder'
import { SPECIMENS } from './specimens/specimens'
import { chooseCountry, fillIn } from './support/form'
import { READ_WITHIN_MS, test } from './support/reading-alone'
import { expectStep, giveStandard, scanDocument, submit } from './support/steps'
import { expect } from './support/test'
import { sendFile } from './support/upload'

const PHONE = { width: 390, height: 844 }
/** As far as a row may grow by a line of its own. */
const A_LINE = 20

const ground = (what: Locator) => what.evaluate((element) => getComputedStyle(element).backgroundColor)
const topOf = async (what: Locator) => (await what.boundingBox())?.y ?? Number.NaN

/** The names of fields that lie under their marks, or leave the row. */
function coveredNames(page: Page): Promise<string[]> {
  return page.locator('[id$="-read"]').evaluateAll((marks) =>
    marks.flatMap((mark) => {
      const name = mark.previousElementSibling
      const [one, other] = [name?.getBoundingClientRect(), mark.getBoundingClientRect()]
      const isApart = one && (one.right <= other.left || one.left >= other.right)
      return isApart ? [] : [name?.textContent ?? 'no name']
    }),
  )
}

test('the scan is the one main button until there is a document; what arrives then moves nothing', async ({
  page,
  openScreen,
}) => {
  test.slow()
  await page.setViewportSize(PHONE)
  await openScreen(page, '/inapp/kyc')
  const scan = page.getByRole('link', { name: 'Scan your passport or ID' })
  const goOn = page.getByRole('button', { name: 'Continue' })
  await expect(scan).toContainText('We fill in the details we can read.')
  const main = await ground(scan)
  expect(await ground(goOn)).not.toBe(main)

  const { promise, resolve } = Promise.withResolvers<void>()
  await page.route(/\/inapp\/api\/documents$/, async (route) => {
    await promise
    await route.continue().catch(() => {})
  })
  await scanDocument(page, (surface) => sendFile(surface, SPECIMENS.polishPassport))
  await expect(page.getByText('Checking your file')).toBeVisible()
  await expect.poll(() => ground(goOn)).toBe(main)
  const number = page.getByLabel('Document number')
  const before = await topOf(number)
  resolve()
  await expect(number).toHaveValue(POLISH_HOLDER.passportNumber, { timeout: READ_WITHIN_MS })
  await expect(page.getByRole('status').filter({ hasText: 'From your document: Document number' })).toBeAttached()
  await expect(page.getByLabel('Your document')).toHaveValue('passport')
  expect(Math.abs((await topOf(number)) - before)).toBeLessThanOrEqual(A_LINE)
  await expect(page.getByLabel('Your document')).toHaveAccessibleDescription('From your document')

  for (const lang of ['de', 'ar', 'en']) {
    await page.locator('footer select').selectOption(lang)
    await expect(page.locator('html')).toHaveAttribute('lang', lang)
    for (const width of [320, 390, 1280]) {
      await page.setViewportSize({ width, height: 844 })
      expect(await coveredNames(page), `${lang} ${width}`).toEqual([])
    }
  }
})

test('the status says once of each step where it stands', async ({ page, openScreen }) => {
  await openScreen(page, '/inapp/kyc')
  await giveStandard(page)
  await expect(page.getByRole('heading', { level: 1, name: 'We’re checking your details' })).toBeVisible()
  const list = page.getByRole('region', { name: 'Your verification' })
  await expect(list.getByText('In review', { exact: true })).toHaveCount(3)
  await expect(list.getByText('Passport')).toBeVisible()
})

test('a country that is not found is said to be missing where it is typed', async ({ page, openScreen }) => {
  await page.setViewportSize(PHONE)
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  await page.getByRole('combobox', { name: 'Nationality' }).click()
  const search = page.getByRole('dialog').getByRole('combobox')
  await search.fill('qqq')
  const said = page.getByText('No country found. Check the spelling.')
  await expect(said).toBeVisible()
  const { y, height } = (await search.boundingBox()) ?? { y: 0, height: 0 }
  expect((await topOf(said)) - y - height).toBeLessThan(40)
  await page.keyboard.press('Escape')
  await chooseCountry(page, 'Nationality', 'Norway')
})

const REFUSALS = [
  { status: 409, code: 'CONFLICT', says: 'This step was already sent', way: 'See the status' },
  { status: 401, code: 'SESSION_EXPIRED', says: 'You were away for a while.', way: 'Back to trading' },
] as const

for (const { status, code, says, way } of REFUSALS) {
  test(`where sending again leads nowhere, what does is offered: ${code}`, async ({ page, openScreen }) => {
    await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
    await expectStep(page, 'Personal details')
    await fillIn(page, {
      'First name': 'Mira',
      'Last name': 'Solberg',
      'Date of birth': { date: '1990-01-31' },
      Nationality: { country: 'Norway' },
    })
    const body = JSON.stringify({ error: code, code, message: code })
    await page.route(/\/submit$/, (route) => route.fulfill({ status, contentType: 'application/json', body }))
    await submit(page)
    const failure = page.getByRole('alert').filter({ hasText: says })
    await expect(failure.getByText(way)).toBeVisible()
  })
}
