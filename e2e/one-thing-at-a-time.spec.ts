import { fillIn } from './support/form'
import { expectStep, giveIdentity, givePersonalDetails } from './support/steps'
import { expect, type Page, test } from './support/test'

const PHONE = { width: 390, height: 844 }
const primary = (page: Page) => page.locator('form button[type=submit]')

/** Whether the control and its label are seen: not under the bar, not under the button, not outside. */
const isSeenWithLabel = (page: Page, field: string) =>
  page.locator(`[data-field=${field}]`).evaluate((row) => {
    const isSeen = (element: Element | null) => {
      const { left, top, width, height } = element?.getBoundingClientRect() ?? new DOMRect()
      const found = document.elementFromPoint(left + Math.min(width, 40) / 2, top + height / 2)
      return found !== null && (element?.contains(found) || found.contains(element))
    }
    return isSeen(row.querySelector('label, legend')) && isSeen(row.querySelector('input, select, [role=combobox]'))
  })

test('on a phone a slim bar stands above the form, and nothing else', async ({ page, openScreen }) => {
  await page.setViewportSize(PHONE)
  await openScreen(page, '/inapp/kyc', { step: 'personal' })
  const bar = page.getByRole('banner')
  expect((await bar.boundingBox())?.height).toBeLessThanOrEqual(57)
  await expect(bar).toContainText('Northwind Markets')
  await expect(bar).toContainText('0 of 3 done')
  const first = async () => (await page.getByLabel('First name').boundingBox())?.y
  // Before the first question a few lines say who asks, and why; later there is nothing in between.
  expect(await first()).toBeLessThan(400)
  await page.goto('/inapp/kyc?step=identity')
  await giveIdentity(page)
  await expectStep(page, 'Personal details')
  expect(await first()).toBeLessThan(260)
  await expect(primary(page)).toBeInViewport({ ratio: 1 })
})

for (const note of ['Reading your document…', 'Not saved yet. We keep trying. It may take a while.']) {
  test(`nothing moves for what is said of the form: ${note}`, async ({ page, openScreen }) => {
    await page.setViewportSize(PHONE)
    await openScreen(page, '/inapp/kyc', { step: 'personal' })
    // Changed before the scripts are there it would be another text than theirs.
    await page.waitForFunction(() => !Reflect.has(window, 'kycEarlyInput'))
    const place = () => page.getByLabel('First name').boundingBox()
    const before = await place()
    await page.getByText('Saves as you type').evaluate((shown, text) => shown.replaceChildren(text), note)
    expect(await place()).toEqual(before)
  })
}

for (const [width, height] of [
  [390, 420],
  [844, 390],
] as const) {
  test(`what is typed into is seen with its label at ${width}×${height}`, async ({ page, openScreen }) => {
    await page.setViewportSize({ width, height })
    await openScreen(page, '/inapp/kyc', { step: 'personal' })
    for (const field of ['first_name', 'last_name', 'nationality', 'phone', 'last_name']) {
      await page.locator(`[data-field=${field}] :is(input, select, [role=combobox])`).first().focus()
      await expect.poll(() => isSeenWithLabel(page, field), field).toBe(true)
      await expect(primary(page)).toBeInViewport({ ratio: 1 })
    }
  })
}

for (const width of [390, 1280]) {
  test(`the focus takes the way that the eye does, ${width} wide`, async ({ page, openScreen }) => {
    await page.setViewportSize({ width, height: 900 })
    await openScreen(page, '/inapp/kyc')
    const places = await page
      .locator('main :is(a, button, input, select)')
      .evaluateAll((controls) =>
        controls.filter((each) => each.checkVisibility()).map((each) => each.closest('form, nav')?.tagName),
      )
    expect(places.filter((place, i) => place !== places[i - 1])).toEqual(['FORM', 'NAV'])
  })
}

test('Enter leads to the next field and says so; in the last one it sends', async ({ page, openScreen }) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  const first = page.getByLabel('First name')
  await expect(first).toHaveAttribute('enterkeyhint', 'next')
  await first.fill('Mira')
  await first.press('Enter')
  await expect(page.getByLabel('Last name')).toBeFocused()
  const last = page.getByLabel('Phone')
  await expect(last).toHaveAttribute('enterkeyhint', 'send')
  await last.press('Enter')
  await expect(page.getByLabel('Last name')).toBeFocused()
  await expect(page.getByLabel('Last name')).toHaveAttribute('aria-invalid', 'true')
})

test('what needs attention is listed above the form, and each entry leads to its field', async ({
  page,
  openScreen,
}) => {
  await page.setViewportSize(PHONE)
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  await primary(page).click()
  await expect(page.getByLabel('First name')).toBeFocused()
  const summary = page.getByText('4 answers need attention.')
  const [above, field] = [await summary.boundingBox(), await page.getByLabel('First name').boundingBox()]
  expect(above?.y).toBeLessThan(field?.y ?? 0)
  await page.getByRole('link', { name: 'Date of birth' }).click()
  await expect(page.getByLabel('Day')).toBeFocused()
  await expect(page).not.toHaveURL(/#/)
  await fillIn(page, { 'Last name': 'Lindqvist' })
  await expect(page.getByText('3 answers need attention.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Last name' })).toHaveCount(0)
})

test('the next step takes the focus, and Back leads to the one before with all that was typed', async ({
  page,
  openScreen,
}) => {
  await page.setViewportSize(PHONE)
  await openScreen(page, '/inapp/kyc')
  await giveIdentity(page)
  await expect(page.getByRole('heading', { level: 2, name: 'Personal details' })).toBeFocused()
  await fillIn(page, { 'Last name': 'Lindqvist' })
  await page.getByRole('link', { name: 'Back' }).click()
  await expect(page.getByRole('heading', { level: 2, name: 'Identity document' })).toBeFocused()
  await page.goBack()
  await expect(page.getByLabel('Last name')).toHaveValue('Lindqvist')
  await givePersonalDetails(page)
  await expect(page.getByRole('heading', { level: 2, name: 'Home address' })).toBeFocused()
  await expect(primary(page)).toHaveText('Submit for review')
  await fillIn(page, { City: 'Port Serein' })
  await page.getByRole('link', { name: 'Utility bill' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Add the document' })).toBeVisible()
  await page.getByRole('link', { name: 'Back' }).click()
  await expect(page.getByLabel('City')).toHaveValue('Port Serein')
})

const text = (name: string) => ({ name, type: 'text' as const, label: name, required: true })
const LONG = {
  sections: [
    { title: 'Work', fields: ['Employer', 'Position', 'Since', 'Branch'].map(text) },
    { title: 'Plans', fields: ['Goal', 'Horizon', 'Risk'].map(text) },
  ],
}

test('a long form is asked for part by part on a phone, and at once where there is room', async ({
  page,
  openScreen,
  manager,
  token,
  profile,
}) => {
  await page.setViewportSize(PHONE)
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  const code = `long_${crypto.randomUUID().slice(0, 8)}`
  const { id } = await manager('MngAddKycStepTemplate', {
    ...{ code, title: 'Your work', level: 1, required: false, active: false },
    form_schema: LONG,
  })
  await manager('MngRequireKycStep', { customer_id: String((await token()).userId), template_id: id })
  await page.goto(`/inapp/kyc?step=${code}`)
  await expect(page.getByRole('heading', { level: 2, name: 'Your work 1 of 2' })).toBeVisible()
  await expect(page.getByLabel('Goal')).toBeHidden()

  // Judged is what is asked for.
  await fillIn(page, { Employer: 'Acme', Position: 'Welder', Since: '2019' })
  await primary(page).click()
  await expect(page.getByLabel('Branch')).toBeFocused()
  await expect(page.getByText('One answer needs attention.')).toBeVisible()
  await fillIn(page, { Branch: 'Oslo' })
  await primary(page).click()
  await expect(page.getByRole('heading', { level: 2, name: 'Your work 2 of 2' })).toBeFocused()
  await expect(page.getByLabel('Employer')).toBeHidden()
  await fillIn(page, { Goal: 'A house' })

  // Back by our own button, forward by the browser's.
  await page.getByRole('link', { name: 'Back' }).click()
  await expect(page.getByLabel('Employer')).toHaveValue('Acme')
  await page.goForward()
  await expect(page.getByLabel('Goal')).toHaveValue('A house')
  await page.setViewportSize({ width: 1280, height: 900 })
  await expect(page.getByLabel('Employer')).toBeVisible()
  await expect(page.getByLabel('Goal')).toBeVisible()
  await page.setViewportSize(PHONE)

  await fillIn(page, { Horizon: '5 years', Risk: 'low' })
  await primary(page).click()
  await expect(page).not.toHaveURL(new RegExp(code))
  const { steps } = await profile()
  expect(steps.find((step) => step.code === code)?.answers).toMatchObject({ Employer: 'Acme', Risk: 'low' })
})
