import { HOLDER } from './specimens/holder'
import { SPECIMENS } from './specimens/specimens'
import { fillIn } from './support/form'
import { READ_WITHIN_MS, test } from './support/reading-alone'
import { expectArrived } from './support/shown'
import { submit } from './support/steps'
import { expect } from './support/test'
import { chooseDocument, sendFile } from './support/upload'

/** Without what is said of the same specimen because another journey has shown it in the same app. */
function alone<Document extends { signals: readonly { code: string }[] }>(document: Document | undefined) {
  return (
    document && { ...document, signals: document.signals.filter(({ code }) => code !== 'SHOWN_BY_ANOTHER_CUSTOMER') }
  )
}

test('a passport that says another name and nationality: the person says which is right, and the reviewer sees it', async ({
  page,
  openScreen,
  profile,
}) => {
  await openScreen(page, '/inapp/kyc', { step: 'personal' })
  // Its holder is of Utopia, and said Norway.
  await fillIn(page, {
    'First name': HOLDER.givenNames.split(' ')[0] ?? '',
    'Last name': 'Eriksson',
    'Date of birth': { date: HOLDER.birth },
    Nationality: { country: 'Norway' },
  })
  await submit(page)
  await page.waitForURL(/step=identity/)
  await page.goto('/inapp/kyc/upload?documentType=passport')
  await sendFile(page, SPECIMENS.passport)
  await expectArrived(page)

  const passport = async () => alone((await profile()).documents[0])
  await expect
    .poll(async () => (await passport())?.mrz?.document_number, { timeout: READ_WITHIN_MS })
    .toBe(HOLDER.passportNumber)
  const read = await passport()
  expect(read?.mrz).toMatchObject({ birth_date: HOLDER.birth, expiry_date: HOLDER.expiry, valid: true })
  expect(read?.quality).toMatchObject({ outlined: true, sharpness: expect.any(Number) })
  const [name, nationality] = ['last_name', 'nationality'].map((field) => ({ code: 'MRZ_DISAGREES', field }))
  expect(read?.signals).toEqual([name, nationality])

  await page.goto('/inapp/kyc/status')
  const asked = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Last name' }) })
  await expect(asked).toContainText('Your passport says Lindqvist. You entered Eriksson.')
  await asked.getByRole('button', { name: 'Use what the passport says' }).click()
  await expect(page.getByText('We’ve corrected your answer.')).toBeVisible()
  const personal = (await profile()).steps.find(({ code }) => code === 'personal')
  expect(personal).toMatchObject({ status: 1, submission: 2, answers: { last_name: 'Lindqvist' } })

  // What it says of the nationality is no country, and cannot be taken over.
  const other = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Nationality' }) })
  await expect(other).toContainText('Your document says something else here. You entered Norway.')
  await other.getByRole('button', { name: 'Keep what I entered' }).click()
  await page.getByLabel('Why is your answer right?').fill('It is a specimen')
  await other.getByRole('button', { name: 'Keep what I entered' }).click()
  await expect(page.getByText('We’ve kept your answer.')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Which one is right?' })).toHaveCount(0)
  expect(await passport()).toMatchObject({
    signals: [{ ...nationality, kept: true }],
    resolutions: [
      { field: 'last_name', resolution: 'corrected', answer: 'Eriksson' },
      { field: 'nationality', resolution: 'kept', reason: 'It is a specimen' },
    ],
  })
})

test('what differs is asked below its field before it is sent, and nothing moves when it is said', async ({
  page,
  openScreen,
  profile,
}) => {
  await openScreen(page, '/inapp/kyc', { step: 'personal' })
  await fillIn(page, {
    'First name': HOLDER.givenNames.split(' ')[0] ?? '',
    'Last name': 'Eriksson',
    'Date of birth': { date: HOLDER.birth },
    Nationality: { country: 'Norway' },
  })
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await page.goto('/inapp/kyc/upload?documentType=passport')
  const [choice, file] = [page.getByRole('radio', { name: /^Passport/ }), page.getByTestId('file-input')]
  await expect(choice.or(file).first()).toBeAttached()
  if (await choice.isVisible()) await chooseDocument(page, 'Passport')
  await sendFile(page, SPECIMENS.passport)
  await expectArrived(page)
  const signals = async () => alone((await profile()).documents[0])?.signals
  await expect.poll(async () => (await signals())?.length, { timeout: READ_WITHIN_MS }).toBe(2)

  await page.goto('/inapp/kyc?step=personal')
  const name = page.getByRole('region', { name: 'Last name' })
  await expect(name).toContainText('Your passport says Lindqvist. You entered Eriksson.')
  const nationality = page.getByRole('region', { name: 'Nationality' })
  await expect(nationality).toContainText('Your document says something else here. You entered Norway.')
  const place = async () => (await page.getByRole('button', { name: 'Continue' }).boundingBox())?.y
  const before = await place()
  await name.getByRole('button', { name: 'Use what the passport says' }).click()
  await expect(page.getByRole('textbox', { name: 'Last name' })).toHaveValue('Lindqvist')
  await expect(name).toHaveText('We’ve corrected your answer.')
  await expect(name).toBeFocused()
  expect(await place()).toBe(before)
  await nationality.getByRole('button', { name: 'Keep what I entered' }).click()
  await page.getByLabel('Why is your answer right?').fill('It is a specimen')
  await page.keyboard.press('Enter')
  await expect(nationality).toHaveText('We’ve kept your answer. Our team will read your reason.')
  await submit(page)

  await page.waitForURL(/step=identity/)
  await expect(page.getByRole('heading', { name: 'Which one is right?' })).toHaveCount(0)
  const { steps, documents } = await profile()
  expect(steps.find(({ code }) => code === 'personal')).toMatchObject({
    ...{ status: 1, submission: 1, answers: { last_name: 'Lindqvist', nationality: 'NOR' } },
  })
  expect(alone(documents[0])).toMatchObject({
    signals: [{ code: 'MRZ_DISAGREES', field: 'nationality', kept: true }],
    resolutions: [{ field: 'nationality', resolution: 'kept', reason: 'It is a specimen' }],
  })
})

test('what is read while a form is open is asked at its press, and sent at the next one', async ({
  page,
  context,
  openScreen,
  profile,
}) => {
  await openScreen(page, '/inapp/kyc', { step: 'identity' })
  await fillIn(page, { 'Document number': 'ZZ0000000', 'Valid until': { date: HOLDER.expiry } })
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  const beside = await context.newPage()
  await beside.goto('/inapp/kyc/upload?documentType=identity&step=identity&field=identity_document&scan=1')
  await sendFile(beside, SPECIMENS.polishPassport)
  await expectArrived(beside)
  await beside.close()
  await expect
    .poll(async () => alone((await profile()).documents[0])?.signals, { timeout: READ_WITHIN_MS })
    .toEqual([{ code: 'MRZ_DISAGREES', field: 'document_number' }])

  const number = page.getByRole('region', { name: 'Document number' })
  await expect(page.getByLabel('Issued in')).toHaveText('Poland')
  await expect(number).toHaveCount(0)
  await submit(page)
  await expect(number).toBeFocused()
  await expect(number).toContainText('You entered ZZ0000000.')
  await submit(page)
  await page.waitForURL(/step=personal/)
  expect((await profile()).steps.find(({ code }) => code === 'identity')).toMatchObject({
    answers: { document_number: 'ZZ0000000' },
  })
})
