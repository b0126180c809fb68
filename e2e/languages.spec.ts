import { chooseCountry, fillIn } from './support/form'
import { expect, test } from './support/test'

test('changes the language at once, without losing anything typed, and keeps it on the next screen', async ({
  page,
  openScreen,
}) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  await fillIn(page, { 'First name': 'Zoë' })
  await page.getByLabel('Language').selectOption('de')
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Verify your identity')
  await expect(page.locator('[data-field=first_name] input')).toHaveValue('Zoë')
  await page.goto('/inapp/kyc/status')
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')
})

test('leaves the page of the host as it is, in its language and direction, when its screens are Arabic', async ({
  page,
  person,
}) => {
  await page.goto('/')
  await page.getByPlaceholder('Somebody else…').fill(person)
  await page.getByLabel('Language').selectOption('ar')
  await page.getByRole('button', { name: 'Verify', exact: true }).click()
  await expect(page.frameLocator('iframe').locator('html')).toHaveAttribute('dir', 'rtl')
  await expect(page.frameLocator('iframe').getByRole('heading', { level: 1 })).toBeVisible()
  for (const again of [false, true]) {
    if (again) await page.reload()
    await expect(page.locator('html')).toHaveAttribute('dir', 'ltr')
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  }
})

test('writes a number anew for the language that is changed to, and means the same', async ({ page, openScreen }) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'enhanced', step: 'source_of_funds', lang: 'de' })
  const deposit = page.locator('[data-field=expected_deposit] input')
  await deposit.fill('50.000')
  await expect(page.getByText('Gespeichert')).toBeVisible()
  await page.getByLabel('Sprache').selectOption('en')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await expect(deposit).toHaveValue('50,000')
  await page.locator('[data-field=expected_deposit] input').press('End')
  await page.keyboard.type('0')
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await page.reload()
  await expect(deposit).toHaveValue('500,000')
})

test('reads the digits of an Arabic keyboard', async ({ page, openScreen }) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'enhanced', step: 'source_of_funds', lang: 'ar' })
  await page.locator('[data-field=expected_deposit] input').fill('٥٠٬٠٠٠٫٥')
  await expect(page.getByText('تم الحفظ')).toBeVisible()
  await page.reload()
  await expect(page.locator('[data-field=expected_deposit] input')).toHaveValue('50000.5')
  await page.goto('/inapp/kyc?step=personal')
  const year = page.locator('[data-part=year] input')
  await year.fill('١٩٩١')
  await expect(year).toHaveValue('1991')
})

test('speaks the language of the link, else of the browser, else English', async ({ browser, screenUrl }) => {
  for (const [locale, lang, expected] of [
    ['fr-CA', {}, 'fr'],
    ['fr-CA', { lang: 'ar' }, 'ar'],
    ['sv-SE', {}, 'en'],
  ] as const) {
    const context = await browser.newContext({ locale })
    const page = await context.newPage()
    const url = new URL(await screenUrl('/inapp/kyc', lang))
    if (!('lang' in lang)) url.searchParams.delete('lang')
    await page.goto(url.href)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('lang', expected)
    await context.close()
  }
})

test('downloads the reader’s language alone', async ({ page, openScreen }) => {
  const bodies: Promise<string>[] = []
  page.on('response', (response) => {
    if (/javascript|html|x-component/.test(response.headers()['content-type'] ?? ''))
      bodies.push(response.text().catch(() => ''))
  })
  await openScreen(page, '/inapp/kyc', { kycType: 'enhanced', lang: 'de', step: 'source_of_funds' })
  await page.waitForLoadState('networkidle')
  const all = (await Promise.all(bodies)).join('')
  expect(all).toContain('Gehalt')
  expect(all).not.toContain('Salary')
  expect(all).not.toContain('Salario')
})

test('takes a person through basic verification in Arabic, from right to left', async ({
  page,
  openScreen,
  profile,
}) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic', lang: 'ar' })
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
  await page.locator('[data-field=first_name] input').fill('مريم')
  await page.locator('[data-field=last_name] input').fill('حداد')
  const date = page.locator('[data-field=date_of_birth]')
  for (const [part, value] of [
    ['bday-day', '27'],
    ['bday-month', '3'],
    ['bday-year', '1991'],
  ] as const)
    await date.locator(`[autocomplete=${part}]`).fill(value)
  await chooseCountry(page, 'الجنسية', 'النرويج')
  await page.locator('form button[type=submit]').click()
  await expect(page).toHaveURL(/\/inapp\/kyc\/status/)
  expect((await profile()).steps[0]?.answers).toMatchObject({ first_name: 'مريم', date_of_birth: '1991-03-27' })
})

test('asks before the session ends, and goes on when somebody is there', async ({ page, openScreen }) => {
  await page.clock.install()
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  await fillIn(page, { 'First name': 'Zoë' })
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await page.clock.fastForward('26:00')
  const dialog = page.getByRole('dialog', { name: 'Are you still there?' })
  await expect(dialog).toBeVisible()
  await expect(dialog).toContainText('closes in 4 minutes')
  await dialog.getByRole('button', { name: 'I am still here' }).click()
  await expect(dialog).toBeHidden()
  await page.clock.fastForward('10:00')
  await expect(dialog).toBeHidden()
})
