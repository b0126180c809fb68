import type { Locator, Page } from '@playwright/test'
import { POLISH_HOLDER } from './specimens/holder'
import { SPECIMENS } from './specimens/specimens'
import { chooseCountry, fillIn } from './support/form'
import { READ_WITHIN_MS, test } from './support/reading-alone'
import { expectStep, givePersonalDetails, giveStandard, scanDocument, submit } from './support/steps'
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

test('the status says once where steps stand, and of each only what is not said of all', async ({
  page,
  openScreen,
  manager,
  profile,
}) => {
  await openScreen(page, '/inapp/kyc')
  await giveStandard(page)
  await expect(page.getByRole('heading', { level: 1, name: 'We’re checking your details' })).toBeVisible()
  const list = page.getByRole('region', { name: 'Your verification' })
  await expect(list.getByText('In review', { exact: true })).toHaveCount(1)
  await expect(list.getByText('Passport')).toBeVisible()
  for (const name of ['Identity document', 'Personal details', 'Home address'])
    await expect(list.getByRole('link', { name: `Change answers ${name}` })).toBeVisible()
  const { documents } = await profile()
  const passport = documents.find(({ document_type }) => document_type === 'passport')
  await manager('MngRejectKycDocument', { id: passport?.id ?? '', reason_code: 'unreadable' })
  await expect(list.getByText('Needs attention', { exact: true })).toHaveCount(1)
  await expect(list.getByText('Not accepted', { exact: true })).toHaveCount(0)
  await expect(list.getByText('In review', { exact: true })).toHaveCount(2)
})

test('an address on the status breaks only before its sign, also on the narrowest phone', async ({
  page,
  openScreen,
}) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  await givePersonalDetails(page)
  const address = page.getByRole('switch').locator('..').locator('bdi[dir=ltr]')
  await expect(address).toHaveText(/^[^@]+@[^@]+$/)
  const lines = await address.evaluate((element) =>
    [...element.childNodes].flatMap((part) => {
      const range = document.createRange()
      range.selectNodeContents(part)
      return part.textContent ? [range.getClientRects().length] : []
    }),
  )
  expect(lines).toEqual([1, 1])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
})

test('cards stand clear of one another, by as much everywhere in a form', async ({ page, openScreen }) => {
  await openScreen(page, '/inapp/kyc', { step: 'identity' })
  for (const width of [320, 390, 1280]) {
    await page.setViewportSize({ width, height: 844 })
    const gaps = await page.locator('form').evaluate((form) => {
      const cards = [...form.children]
        .filter((child) => child.querySelector('[data-field]'))
        .map((card) => card.getBoundingClientRect())
      return cards.slice(1).map(({ top }, i) => Math.round(top - (cards[i]?.bottom ?? top)))
    })
    expect(gaps.length, `${width}`).toBeGreaterThan(0)
    for (const gap of gaps) expect(gap, `${width}`).toBe(16)
  }
})

test('a code that is wrong is said to be at its field, before the way to another one', async ({
  page,
  openScreen,
  manager,
  token,
}) => {
  await page.setViewportSize(PHONE)
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  const { userId } = await token()
  const { items } = await manager('MngGetKycStepTemplates', { code: 'email' })
  await manager('MngRequireKycStep', { customer_id: String(userId), template_id: items[0]?.id ?? '' })
  await page.goto('/inapp/kyc?step=email')
  await page.getByLabel('Email', { exact: true }).fill(`${userId}@example.com`)
  await page.getByRole('button', { name: 'Send code' }).click()
  const code = page.getByLabel('Code')
  await code.fill('000000')
  const said = page.getByText('That isn’t the code.')
  await expect(said).toBeVisible()
  await expect(code).toHaveAttribute('aria-invalid', 'true')
  await expect(code).toHaveAccessibleDescription(/That isn’t the code/)
  expect(await topOf(said)).toBeLessThan(await topOf(page.getByRole('button', { name: 'Send a new code' })))
  expect(await topOf(said)).toBeGreaterThan(await topOf(code))
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
  { status: 401, code: 'SESSION_EXPIRED', says: 'Your session has ended.', way: 'Back to trading' },
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
    const goOn = page.locator('button[type=submit]')
    const main = await ground(goOn)
    await submit(page)
    const wayOut = page.getByRole('alert').filter({ hasText: says }).locator('a, button')
    await expect(wayOut).toHaveText(way)
    await page.mouse.move(0, 0)
    await expect.poll(() => ground(wayOut)).toBe(main)
    await expect.poll(() => ground(goOn)).not.toBe(main)
  })
}

for (const [scenario, says, leadsOn] of [
  ['session_over_sending', 'Your session has ended', 'Back to trading'],
  ['CONFLICT', 'This document is no longer needed', 'See the status'],
  ['FILE_CORRUPTED', 'This file can’t be opened', 'Choose another'],
] as const) {
  test(`where a file was not taken, what leads on is the one main button: ${scenario}`, async ({ page }) => {
    await page.goto('/')
    await page.locator(`[data-scenario="${scenario}"]`).click()
    const frame = page.frameLocator('dialog iframe')
    const way = frame.getByRole('alert').filter({ hasText: says }).locator('a, button')
    await expect(way).toHaveText(leadsOn)
    await page.mouse.move(0, 0)
    const goOn = frame.locator('button[type=submit]')
    await expect.poll(() => ground(goOn)).not.toBe(await ground(way))
  })
}

test('on the narrowest phone what needs attention is read above the first field that does', async ({
  page,
  openScreen,
}) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  await submit(page)
  await expect(page.getByLabel('First name')).toBeFocused()
  await expect(page.getByText('4 answers need attention.')).toBeInViewport({ ratio: 1 })
  await expect(page.getByLabel('First name')).toBeInViewport({ ratio: 1 })
})

test('what needs attention is named in the order of the form, also where the family name comes first', async ({
  page,
  openScreen,
}) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic', lang: 'ja' })
  await page.locator('button[type=submit]').click()
  await expect(page.locator('[data-field=last_name] input')).toBeFocused()
  await expect(page.locator('main li a[href^="#"]').first()).toHaveText('姓')
})

test('what is still to do is said once, on the form and on the status', async ({ page, openScreen }) => {
  await openScreen(page, '/inapp/kyc')
  const toDo = page.getByText('To do', { exact: true })
  await expect(toDo).toHaveCount(1)
  await page.goto('/inapp/kyc/status')
  await expect(page.getByRole('region', { name: 'Your verification' })).toBeVisible()
  await expect(toDo).toHaveCount(1)
})

test('what the camera asks for stands above its frame where a film leaves room for it', async ({ page }) => {
  await page.setViewportSize(PHONE)
  await page.goto('/')
  await page.locator('[data-scenario="guided"]').click()
  const frame = page.frameLocator('dialog iframe')
  const guidance = frame.getByTestId('guidance')
  const asked = guidance.locator('span')
  await expect(asked).toBeVisible()
  const film = frame.locator('video')
  await expect.poll(() => film.evaluate(({ clientWidth, clientHeight }) => clientWidth > clientHeight)).toBe(true)
  const bottomOf = async () => (await asked.boundingBox().then((box) => box && box.y + box.height)) ?? Number.NaN
  await expect(async () => expect(await bottomOf()).toBeLessThanOrEqual(await topOf(guidance.locator('..')))).toPass()
})

test('sentences that stand together have a space between them where their language has one', async ({
  page,
  openScreen,
}) => {
  for (const [lang, apart] of [
    ['en', /clients\. Only/],
    ['ja', /。\S/],
    ['zh', /。\S/],
  ] as const) {
    await openScreen(page, '/inapp/kyc', { kycType: 'basic', lang })
    const trust = page.locator('main p').filter({ hasText: 'Northwind Markets' }).first()
    await expect(trust).toHaveText(apart)
    await expect(trust).not.toHaveText(/。\s/)
  }
})
