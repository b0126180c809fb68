import { chooseCountry } from './support/form'
import { expect, type Page, test } from './support/test'

/** Puts text into the focused input as a paste does. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((value) => navigator.clipboard.writeText(value), text)
  await page.keyboard.press('ControlOrMeta+V')
}

const PARTS = ['year', 'month', 'day'] as const
const birthDate = (page: Page) => page.locator('[data-field=date_of_birth]')
const part = (page: Page, name: (typeof PARTS)[number]) => birthDate(page).locator(`[data-part=${name}] input`)
const partsOf = (page: Page) => Promise.all(PARTS.map((name) => part(page, name).inputValue()))
const send = (page: Page) => page.locator('form button[type=submit]').click()

test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

test('takes a whole date that is pasted into any of its parts', async ({ page, openScreen }) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  for (const [name, text, filled] of [
    ['day', '1985-03-04', ['1985', '03', '04']],
    ['month', '14/03/1985', ['1985', '03', '14']],
    ['year', '4 March 1985', ['1985', '3', '4']],
  ] as const) {
    await part(page, name).focus()
    await paste(page, text)
    await expect.poll(() => partsOf(page)).toEqual(filled)
  }
  await part(page, 'day').fill('')
  await paste(page, ' 04 ')
  await expect(part(page, 'day')).toHaveValue('04')
})

test('goes on to the next part where a separator is typed, and knows months by name', async ({
  page,
  openScreen,
  profile,
}) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  await page.getByLabel('First name').fill('Zoë')
  await page.getByLabel('Last name').fill('Okafor')
  await chooseCountry(page, 'Nationality', 'Norway')
  await part(page, 'day').focus()
  await page.keyboard.type('4/3/1985')
  await expect.poll(() => partsOf(page)).toEqual(['1985', '3', '4'])
  await part(page, 'month').fill('May')
  await send(page)
  await expect(page).toHaveURL(/\/inapp\/kyc\/status/)
  expect((await profile()).steps[0]?.answers).toMatchObject({ date_of_birth: '1985-05-04' })
})

test('goes on from part to part of a date by itself, and back', async ({ page, openScreen }) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  await part(page, 'day').focus()
  await page.keyboard.type('08121974')
  await expect.poll(() => partsOf(page)).toEqual(['1974', '12', '08'])
  await expect(part(page, 'year')).toBeFocused()
  for (let presses = 0; presses < 6; presses += 1) await page.keyboard.press('Backspace')
  await expect.poll(() => partsOf(page)).toEqual(['', '1', '08'])
  await part(page, 'day').fill('')
  await part(page, 'month').fill('')
  await part(page, 'day').focus()
  // Out of habit: the focus is where Tab would bring it already.
  for (const key of ['0', '8', 'Tab', '1', '2', 'Tab', '1', '9', '7', '4']) await page.keyboard.press(key)
  await expect.poll(() => partsOf(page)).toEqual(['1974', '12', '08'])
})

test('asks which date is meant where the language does not say', async ({ page, openScreen }) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic', lang: 'ja' })
  await part(page, 'day').focus()
  await paste(page, '04/03/1985')
  await expect.poll(() => partsOf(page)).toEqual(['', '', ''])
  await birthDate(page).getByRole('button', { name: '1985年3月4日' }).click()
  await expect.poll(() => partsOf(page)).toEqual(['1985', '03', '04'])
})

test('reads years of the Buddhist Era in Thai, and says so', async ({ page, openScreen }) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic', lang: 'th' })
  await part(page, 'day').fill('4')
  await part(page, 'month').fill('มี.ค.')
  await part(page, 'year').fill('2528')
  await expect(birthDate(page).getByRole('status')).toHaveText('พ.ศ. 2528 ตรงกับ ค.ศ. 1985')
  await expect(page.getByText('บันทึกแล้ว')).toBeVisible()
  await page.reload()
  await expect.poll(() => partsOf(page)).toEqual(['1985', '03', '04'])
})

test('says which calendar is meant, and asks for all four digits', async ({ page, openScreen }) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  await part(page, 'day').fill('13')
  await part(page, 'month').fill('12')
  await part(page, 'year').fill('1363')
  await send(page)
  await expect(birthDate(page)).toContainText('Gregorian')
  await part(page, 'year').fill('85')
  await expect(birthDate(page)).toContainText('all four digits')
})

test('finds a country by name in any of two languages and by code, and offers the likely ones first', async ({
  page,
  openScreen,
}) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic', lang: 'de' })
  const nationality = page.locator('[data-field=nationality]').getByRole('combobox').first()
  for (const [typed, found] of [
    ['norw', 'Norwegen'],
    ['Germany', 'Deutschland'],
    ['usa', 'Vereinigte Staaten'],
    ['fr', 'Frankreich'],
  ] as const) {
    await nationality.click()
    const sheet = page.getByRole('dialog', { name: 'Staatsangehörigkeit' })
    const search = sheet.getByRole('combobox')
    await expect(search).toBeFocused()
    await search.fill(typed)
    const active = await search.getAttribute('aria-activedescendant')
    await expect(page.locator(`[id="${active}"]`)).toHaveText(found)
    await search.press('Enter')
    await expect(nationality).toHaveText(found)
    await expect(nationality).toBeFocused()
  }
  await nationality.click()
  const sheet = page.getByRole('dialog', { name: 'Staatsangehörigkeit' })
  await expect(sheet.getByRole('option', { name: 'Antarktis' })).toHaveCount(0)
  await expect(sheet.getByRole('option', { name: 'Staatenlos' })).toHaveCount(1)
  await sheet.getByRole('combobox').fill('qqq')
  await expect(sheet.getByRole('status')).not.toBeEmpty()
  await sheet.getByRole('combobox').press('Escape')
  await expect(sheet).toBeHidden()
  await expect(nationality).toHaveText('Frankreich')
})

test('gives the platform’s own list to who asks for it', async ({ page, openScreen }) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  await page.getByRole('combobox', { name: 'Nationality' }).click()
  await page.getByRole('button', { name: 'Use the device’s own list' }).click()
  await page.getByLabel('Nationality').selectOption({ label: 'Norway' })
  await expect(page.getByLabel('Nationality')).toHaveValue('NOR')
})

test('takes a telephone number as it is dialled at home, or with its code, and no nonsense', async ({
  page,
  openScreen,
  profile,
}) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  const phone = page.locator('[data-field=phone]')
  const code = phone.getByRole('combobox', { name: 'Country code' })
  const number = phone.getByRole('textbox')
  await code.click()
  await page.getByRole('dialog').getByRole('combobox').fill('47')
  await page.getByRole('dialog').getByRole('option', { name: 'Norway' }).click()
  await expect(code).toHaveText('+47')
  await number.pressSequentially('40612345')
  await expect(number).toHaveValue('40 61 23 45')
  await number.fill('+44 7400 123456')
  await expect(code).toHaveText('+44')
  await expect(number).toHaveValue(/^7400 ?123456$/)
  await number.fill('abc')
  await send(page)
  await expect(phone).toContainText('Enter a full phone number')
  await number.fill('+47 40612345')
  await page.getByLabel('First name').fill('Zoë')
  await page.getByLabel('Last name').fill('Okafor')
  await part(page, 'day').focus()
  await page.keyboard.type('04031985')
  await chooseCountry(page, 'Nationality', 'Norway')
  await send(page)
  await expect(page).toHaveURL(/\/inapp\/kyc\/status/)
  expect((await profile()).steps[0]?.answers).toMatchObject({ phone: '+4740612345', date_of_birth: '1985-03-04' })
})

test('shows the currency of an amount, groups its digits, and takes it as people write it', async ({
  page,
  openScreen,
}) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'enhanced', step: 'source_of_funds' })
  const row = page.locator('[data-field=expected_deposit]')
  const input = row.getByRole('textbox')
  await expect(row).toContainText('€')
  await expect(page.locator('[data-field=annual_income]')).toContainText('€25,000 – €50,000')
  await input.pressSequentially('125000')
  await expect(input).toHaveValue('125,000')
  await input.press('Backspace')
  await expect(input).toHaveValue('12,500')
  for (const written of ['5k', '€5.000,50', '5,000.50', '٥٠٠٠']) {
    await input.fill(written)
    await send(page)
    await expect(page.locator('[data-field=details]')).toBeVisible()
    await expect(row).not.toContainText('Enter a number')
    await expect(row).not.toContainText('Choose the number')
  }
})

test('asks which number is meant, and never guesses', async ({ page, openScreen }) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'enhanced', step: 'source_of_funds' })
  const row = page.locator('[data-field=expected_deposit]')
  const input = row.locator('input')
  await input.fill('0,125')
  await send(page)
  await expect(row).toContainText('Choose the number you mean')
  await row.getByRole('button', { name: '0.125' }).click()
  await expect(input).toHaveValue('0.125')
  await expect(row).not.toContainText('Choose the number')
})

test('reads again what it writes, and a minus sign from anywhere', async ({ page, openScreen }) => {
  for (const [lang, minus] of [
    ['sl', '\u2212'],
    ['ar', '\u200E-'],
  ] as const) {
    await openScreen(page, '/inapp/kyc', { kycType: 'enhanced', step: 'source_of_funds', lang })
    const row = page.locator('[data-field=expected_deposit]')
    const saved = page.waitForResponse((response) => response.url().endsWith('/draft') && response.ok())
    await row.locator('input').fill('\u22122500')
    await saved
    await page.reload()
    await expect(row.locator('input')).toHaveValue(`${minus}2500`)
  }
})

test('asks to type what hides something, and takes nothing invisible for a name', async ({ page, openScreen }) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  await page.getByLabel('First name').fill('\u200B\u2060')
  await page.getByLabel('Last name').fill('Ada\u202E')
  await send(page)
  await expect(page.locator('[data-field=first_name]')).toContainText('Enter your first name')
  await expect(page.locator('[data-field=last_name]')).toContainText('Type it instead of pasting it')
})

test('writes what is written from the left so in Arabic, and names as they are', async ({
  page,
  openScreen,
  manager,
  token,
}) => {
  const form_schema = {
    sections: [
      {
        fields: [
          { name: 'phone', type: 'text' as const },
          { name: 'email', type: 'text' as const },
          { name: 'document_number', type: 'text' as const },
          { name: 'amount', type: 'number' as const },
          { name: 'city', type: 'text' as const },
        ],
      },
    ],
  }
  const template = { code: `contact_${crypto.randomUUID().slice(0, 8)}`, title: 'Contact', level: 1 as const }
  const { id } = await manager('MngAddKycStepTemplate', { ...template, required: false, active: false, form_schema })
  await openScreen(page, '/inapp/kyc', { kycType: 'basic', lang: 'ar' })
  const { userId } = await token()
  await manager('MngRequireKycStep', { customer_id: String(userId), template_id: id })
  await page.goto(`/inapp/kyc?step=${template.code}`)
  const directionOf = (name: string) =>
    page.locator(`[data-field=${name}] input`).evaluate((input) => getComputedStyle(input).direction)
  for (const name of ['phone', 'email', 'document_number', 'amount']) expect(await directionOf(name)).toBe('ltr')
  const city = page.locator('[data-field=city] input')
  await expect(city).toHaveAttribute('dir', 'auto')
  expect(await directionOf('city')).toBe('rtl')
  await city.fill('Ulm')
  expect(await directionOf('city')).toBe('ltr')
  await city.fill('عمّان')
  expect(await directionOf('city')).toBe('rtl')
})
