import { HOLDER } from './specimens/holder'
import { SPECIMENS } from './specimens/specimens'
import { startCopy } from './support/copies'
import { expectArrived } from './support/shown'
import { givePersonalDetails } from './support/steps'
import { expect, test as onSharedApp } from './support/test'
import { sendFile } from './support/upload'

/** More than that takes on a slow machine. */
const READ_WITHIN_MS = 180_000

/** Documents are read one after the other: here none waits before this one. */
const test = onSharedApp.extend<object, { copy: string }>({
  copy: [
    // biome-ignore lint/correctness/noEmptyPattern: the test runner reads the names of what a fixture needs
    async ({}, use) => {
      const { origin, stop } = await startCopy({})
      await use(origin)
      await stop()
    },
    { scope: 'worker' },
  ],
  baseURL: ({ copy }, use) => use(copy),
})

test('a passport that says another nationality: a polite question to the person, a signal to the reviewer', async ({
  page,
  openScreen,
  profile,
}) => {
  await openScreen(page, '/inapp/kyc', { step: 'personal' })
  // Its holder is of Utopia, and said Norway.
  await givePersonalDetails(page)
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
  expect(read?.signals).toEqual([{ code: 'MRZ_DISAGREES', field: 'nationality' }])
  await page.goto('/inapp/kyc?step=identity')
  await expect(page.getByText('We read another nationality on it.')).toBeVisible()
})
