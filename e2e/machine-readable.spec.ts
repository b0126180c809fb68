import { HOLDER } from './specimens/holder'
import { SPECIMENS } from './specimens/specimens'
import { fillIn } from './support/form'
import { READ_WITHIN_MS, test } from './support/reading-alone'
import { expectArrived } from './support/shown'
import { submit } from './support/steps'
import { expect } from './support/test'
import { sendFile } from './support/upload'

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

  const passport = async () => (await profile()).documents[0]
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
