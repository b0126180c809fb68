import { POLISH_HOLDER } from './specimens/holder'
import { SPECIMENS } from './specimens/specimens'
import { chooseCountry, fillIn } from './support/form'
import { READ_WITHIN_MS, test } from './support/reading-alone'
import { addDocument, expectStep, scanDocument, submit } from './support/steps'
import { expect } from './support/test'
import { sendFile } from './support/upload'

test('nothing that a passport says is typed: it is read, filled in and checked', async ({
  page,
  openScreen,
  profile,
  manager,
}) => {
  test.slow()
  await openScreen(page, '/inapp/kyc')
  await expectStep(page, 'Identity document')
  await scanDocument(page, (surface) => sendFile(surface, SPECIMENS.polishPassport))

  const number = page.getByLabel('Document number')
  await expect(number).toHaveValue(POLISH_HOLDER.passportNumber, { timeout: READ_WITHIN_MS })
  await expect(number).toHaveAccessibleDescription(/From your document/)
  await expect(page.getByLabel('Your document')).toHaveValue('passport')
  await expect(page.getByLabel('Issued in')).toHaveText('Poland')
  await submit(page)

  await expectStep(page, 'Personal details')
  await expect(page.getByRole('heading', { name: 'Is this right?' })).toBeVisible()
  await expect(page.getByLabel('Last name')).toHaveValue('Lukasik')
  await expect(page.getByLabel('First name')).toHaveValue('Zofia')
  await expect(page.getByText('Is your name written with ł, ś or')).toBeVisible()
  // What the zone could not say is added, and no longer what was read.
  await page.getByLabel('Last name').fill('Łukasik')
  await expect(page.getByLabel('Last name')).not.toHaveAccessibleDescription(/From your document/)
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  // In another language each answer stays in its field.
  await page.getByLabel('Language').selectOption('de')
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')
  await expect(page.locator('[data-field=last_name] input')).toHaveValue('Łukasik')
  await expect(page.locator('[data-field=first_name] input')).toHaveValue('Zofia')
  await page.getByLabel('Sprache').selectOption('en')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await submit(page)

  await expectStep(page, 'Home address')
  await addDocument(page, 'Utility bill', (surface) => sendFile(surface, SPECIMENS.utilityBill))
  // It is somebody else's bill: nothing is filled in from it.
  const happened = async () => {
    const bill = (await profile()).documents.find(({ field }) => field === 'proof_of_address')
    const { items } = bill ? await manager('MngGetKycAudit', { entity_id: bill.id }) : { items: [] }
    return items.map(({ event }) => event)
  }
  await expect.poll(happened, { timeout: READ_WITHIN_MS }).toContain('document.address_read')
  await expect(page.getByLabel('City')).toHaveValue('')
  await fillIn(page, {
    Street: '14 Lantern Quay',
    'Postal code': '81-001',
    City: 'Gdynia',
    Country: { country: 'Poland' },
  })
  await submit(page)
  await expect(page.getByRole('heading', { level: 1, name: 'We’re checking your details' })).toBeVisible()

  const { steps, documents } = await profile()
  const answersOf = (code: string) => steps.find((step) => step.code === code)?.answers
  expect(answersOf('personal')).toMatchObject({
    ...{ first_name: 'Zofia', last_name: 'Łukasik', nationality: 'POL', date_of_birth: POLISH_HOLDER.birth },
  })
  expect(answersOf('identity')).toMatchObject({ expiry_date: POLISH_HOLDER.expiry })
  expect(documents.find(({ field }) => field === 'identity_document')).toMatchObject({
    ...{ document_type: 'passport', country: 'POL', side: 'front' },
  })
})

test('what cannot be read is asked, without a word of failure', async ({ page, openScreen, profile }) => {
  test.slow()
  await openScreen(page, '/inapp/kyc', { step: 'identity' })
  await scanDocument(page, (surface) => sendFile(surface, SPECIMENS.idCardFront))
  const state = async () => (await profile()).documents.at(-1)?.mrz_state
  await expect.poll(state, { timeout: READ_WITHIN_MS }).toBe('no_zone')
  await page.reload()
  await fillIn(page, { 'Document number': 'UC8830154', 'Valid until': { date: POLISH_HOLDER.expiry } })
  await submit(page)
  await expect(page.getByText('Choose which document this is.')).toBeVisible()
  await page.getByLabel('Your document').selectOption({ label: 'National identity card' })
  await expect(page.getByText('Choose which document this is.')).toHaveCount(0)
  await expect(page.getByLabel('Issued in')).toHaveAccessibleDescription('Choose the country that issued it.')
  await chooseCountry(page, 'Issued in', 'Norway')
  await expect(page.getByRole('link', { name: /back/i })).toBeVisible()
  expect((await profile()).documents.at(-1)).toMatchObject({
    ...{ document_type: 'national_identity_card', country: 'NOR', side: 'front', signals: [] },
  })
})

test('the front of a card that is sent while it is being read is named first', async ({
  page,
  openScreen,
  profile,
}) => {
  await openScreen(page, '/inapp/kyc', { step: 'identity' })
  await fillIn(page, { 'Document number': 'UC8830154', 'Valid until': { date: POLISH_HOLDER.expiry } })
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await scanDocument(page, (surface) => sendFile(surface, SPECIMENS.idCardFront))
  await submit(page)
  await expect(page.getByText('Choose which document this is.')).toBeVisible()
  expect((await profile()).steps.find(({ code }) => code === 'identity')).toMatchObject({ submission: 0 })
})

test('nothing of an address is typed: it is read from the bill below its holder’s name, filled in and checked', async ({
  page,
  openScreen,
  profile,
}) => {
  test.slow()
  await openScreen(page, '/inapp/kyc')
  await scanDocument(page, (surface) => sendFile(surface, SPECIMENS.polishPassport))
  await expect(page.getByLabel('Document number')).toHaveValue(POLISH_HOLDER.passportNumber, {
    timeout: READ_WITHIN_MS,
  })
  await submit(page)
  await expectStep(page, 'Personal details')
  await fillIn(page, { 'First name': POLISH_HOLDER.givenNames, 'Last name': POLISH_HOLDER.surname })
  await submit(page)
  await expectStep(page, 'Home address')
  await addDocument(page, 'Utility bill', (surface) => sendFile(surface, SPECIMENS.polishBill))

  const street = page.getByLabel('Street')
  await expect(street).toHaveValue(POLISH_HOLDER.street, { timeout: READ_WITHIN_MS })
  await expect(street).toHaveAccessibleDescription(/From your document/)
  await expect(page.getByLabel('Postal code')).toHaveValue('81-001')
  await expect(page.getByLabel('City')).toHaveValue('Gdynia')
  await expect(page.getByLabel('Country')).toHaveText('Poland')
  await submit(page)
  await expect(page.getByRole('heading', { level: 1, name: 'We’re checking your details' })).toBeVisible()
  const { steps } = await profile()
  expect(steps.find(({ code }) => code === 'address')?.answers).toMatchObject({
    ...{ street: POLISH_HOLDER.street, postal_code: '81-001', city: 'Gdynia', country: 'POL' },
  })
})
