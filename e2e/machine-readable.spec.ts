import { HOLDER } from './specimens/holder'
import { SPECIMENS } from './specimens/specimens'
import { givePersonalDetails } from './support/steps'
import { expect, test } from './support/test'
import { sendFile } from './support/upload'

test('a passport that says another nationality: a polite question to the person, a signal to the reviewer', async ({
  page,
  openScreen,
  profile,
}) => {
  test.slow()
  await openScreen(page, '/inapp/kyc')
  // Its holder is of Utopia, and said Norway.
  await givePersonalDetails(page)
  await page.goto('/inapp/kyc/upload?documentType=passport')
  await sendFile(page, SPECIMENS.passport)
  await expect(page.getByRole('heading', { name: 'It has arrived' })).toBeVisible()

  const passport = async () => (await profile()).documents[0]
  await expect
    .poll(async () => (await passport())?.mrz?.document_number, { timeout: 40_000 })
    .toBe(HOLDER.passportNumber)
  const read = await passport()
  expect(read?.mrz).toMatchObject({ birth_date: HOLDER.birth, expiry_date: HOLDER.expiry, valid: true })
  expect(read?.quality).toMatchObject({ outlined: true, sharpness: expect.any(Number) })
  expect(read?.signals).toEqual([{ code: 'MRZ_DISAGREES', field: 'nationality' }])
  await page.goto('/inapp/kyc?step=identity')
  await expect(page.getByText('We read another nationality on it.')).toBeVisible()
})
