import { devices } from '@playwright/test'
import { SPECIMENS } from './specimens/specimens'
import { fillIn } from './support/form'
import { giveAddress, giveIdentity, givePersonalDetails } from './support/steps'
import { expect, test } from './support/test'
import { sendFile } from './support/upload'

test('keeps what was typed for another device, in the middle of a step', async ({
  page,
  browser,
  openScreen,
  profile,
}) => {
  await openScreen(page, '/inapp/kyc')
  await expect(page.getByText('0 of 3 done')).toBeVisible()
  const saved = page.waitForResponse((response) => response.url().endsWith('/draft') && response.ok())
  await fillIn(page, { 'Document number': 'HALF-TYPED-7' })
  await saved
  await page.close()

  const phone = await browser.newContext({ ...devices['Pixel 7'], locale: 'en-GB' })
  const screen = await phone.newPage()
  await openScreen(screen, '/inapp/kyc')
  await expect(screen.getByLabel('Document number')).toHaveValue('HALF-TYPED-7')
  await giveIdentity(screen, async (upload) => {
    // A phone's camera opens at once; this one has none.
    await upload.getByRole('button', { name: 'Close the camera' }).click()
    await sendFile(upload, SPECIMENS.passportPhoto)
  })
  await givePersonalDetails(screen)
  await giveAddress(screen)
  await expect(screen.getByRole('heading', { level: 1, name: 'We’re checking your details' })).toBeVisible()
  expect((await profile()).status).toBe(2)
  await phone.close()
})

test('shows on every other screen that a step has been sent', async ({ page, browser, openScreen }) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  const other = await browser.newPage()
  await openScreen(other, '/inapp/kyc', { kycType: 'basic' })
  await givePersonalDetails(page)
  await expect(other.getByRole('heading', { name: 'All done for now' })).toBeVisible()
  await other.close()
})
