import { SPECIMENS } from './specimens/specimens'
import { expectArrived } from './support/shown'
import { givePersonalDetails, giveStandard, submit } from './support/steps'
import { expect, test } from './support/test'
import { sendFile } from './support/upload'

test('lets a person correct what they sent until it is decided, and what is decided is what was seen', async ({
  page,
  openScreen,
  manager,
  profile,
  callbacks,
}) => {
  await openScreen(page, '/inapp/kyc')
  await giveStandard(page)
  await expect(page).toHaveURL(/\/inapp\/kyc\/status/)
  const words = async () => (await callbacks()).map(({ kycStatus }) => kycStatus)
  await expect.poll(words).toEqual(['pending'])
  const personal = async () => (await profile()).steps.find(({ code }) => code === 'personal')
  const before = await personal()

  await page.getByRole('link', { name: 'Change answers Personal details' }).click()
  await expect(page.getByText('What you sent is in review. You can correct it until it is decided.')).toBeVisible()
  await page.getByRole('textbox', { name: 'Last name' }).fill('Corrected')
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  expect(await personal()).toEqual(before)

  await submit(page)
  await expect(page).toHaveURL(/\/inapp\/kyc\/status/)
  expect(await personal()).toMatchObject({ status: 1, submission: 2, answers: { last_name: 'Corrected' } })
  const id = before?.id ?? ''
  await expect(manager('MngApproveKycStep', { id, submission: 1 })).rejects.toThrow('newer_submission')
  // It waits as before: cTrader hears nothing until it is decided.
  expect(await words()).toEqual(['pending'])

  await page.getByRole('link', { name: 'Change answers Personal details' }).click()
  await page.getByRole('textbox', { name: 'Last name' }).fill('Too late')
  await manager('MngApproveKycStep', { id, submission: 2 })
  await expect(page.getByText('Personal details: this has been checked and can no longer be changed.')).toBeVisible()
  expect(await personal()).toMatchObject({ status: 2, answers: { last_name: 'Corrected' } })
  await expect.poll(words).toEqual(['pending', 'pending'])
  await page.getByRole('link', { name: 'See the status' }).click()
  await expect(page.getByRole('link', { name: 'Change answers Home address' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Change answers Personal details' })).toHaveCount(0)
})

test('lets a person replace a document in review, or take it back', async ({ page, openScreen, profile }) => {
  await openScreen(page, '/inapp/kyc')
  await giveStandard(page)
  await expect(page).toHaveURL(/\/inapp\/kyc\/status/)
  const identity = async () => (await profile()).steps.find(({ code }) => code === 'identity')
  const pictures = page.locator('img[src^="/inapp/api/files/"]')

  await page.getByRole('link', { name: 'Change answers Identity document' }).click()
  const first = await pictures.getAttribute('src')
  await page.getByRole('link', { name: 'Choose another document' }).click()
  await page.getByRole('radio', { name: /^Passport/ }).check()
  await page.getByRole('button', { name: 'Continue' }).click()
  await sendFile(page, SPECIMENS.passport)
  await expectArrived(page)
  await expect.poll(identity).toMatchObject({ status: 1, submission: 2 })
  await expect(pictures).not.toHaveAttribute('src', first ?? '')
  expect((await page.request.get(first ?? '', { headers: { 'x-kyc-request': '1' } })).status()).toBe(404)

  const second = await pictures.getAttribute('src')
  await page.getByRole('button', { name: 'Remove Passport' }).click()
  await expect(page.getByText('The document has been removed. Add another one here')).toBeVisible()
  await expect(page.getByRole('link', { name: /^Scan your passport or ID/ })).toBeVisible()
  await expect(pictures).toHaveCount(0)
  expect((await page.request.get(second ?? '', { headers: { 'x-kyc-request': '1' } })).status()).toBe(404)
  expect(await identity()).toMatchObject({ status: 0, submission: 2 })

  await page.reload()
  await expect(page.getByText('The document has been removed. Add another one here')).toBeVisible()
  await page.goto('/inapp/kyc/status')
  const removed = page.getByRole('listitem').filter({ hasText: 'Passport' }).filter({ hasText: 'Removed' })
  await expect(removed.first()).toBeVisible()
  await expect(pictures).toHaveCount(0)
})

test('a document that is removed on another device leaves the open screen, which says so', async ({
  page,
  browser,
  openScreen,
}) => {
  await openScreen(page, '/inapp/kyc')
  await giveStandard(page)
  await page.getByRole('link', { name: 'Change answers Identity document' }).click()
  const pictures = page.locator('img[src^="/inapp/api/files/"]')
  await expect(pictures).toHaveCount(1)

  const elsewhere = await browser.newContext({ locale: 'en-GB' })
  const phone = await elsewhere.newPage()
  await openScreen(phone, '/inapp/kyc', { step: 'identity' })
  await phone.getByRole('button', { name: 'Remove Passport' }).click()
  await expect(phone.getByText('The document has been removed. Add another one here')).toBeVisible()
  await elsewhere.close()

  await expect(page.getByText('The document has been removed. Add another one here')).toBeVisible()
  await expect(pictures).toHaveCount(0)
})

test('what was sent back is not sent again as it was, unless the person means it', async ({
  page,
  openScreen,
  manager,
  profile,
}) => {
  await openScreen(page, '/inapp/kyc/status', { kycType: 'basic' })
  await expect(page.getByRole('heading', { level: 1, name: 'Let’s get you verified' })).toBeVisible()
  await expect(page.getByText('What you entered is saved')).toHaveCount(0)
  await page.getByRole('link', { name: 'Start' }).click()
  await givePersonalDetails(page)
  await expect(page).toHaveURL(/\/inapp\/kyc\/status/)
  const personal = async () => (await profile()).steps[0]
  const id = (await personal())?.id ?? ''
  const message = { text: 'Please write your second name too.', language: 'en' } as const
  await manager('MngRejectKycStep', { id, reason_code: 'data_mismatch', reject_type: 'retry', message })
  await page.getByRole('link', { name: 'Correct personal details' }).click()
  const said = page.getByText(message.text)
  const unchanged = page.getByText('Nothing has changed yet')
  await expect(said).toBeVisible()
  await submit(page)
  await expect(unchanged).toBeVisible()
  await expect(said).toBeVisible()
  expect(await personal()).toMatchObject({ submission: 1 })

  const lastName = page.getByRole('textbox', { name: 'Last name' })
  const before = await lastName.inputValue()
  await lastName.fill('Changed')
  await expect(unchanged).toHaveCount(0)
  await lastName.fill(before)
  await page.getByRole('button', { name: 'Send it unchanged' }).click()
  await expect(page).toHaveURL(/\/inapp\/kyc\/status/)
  expect(await personal()).toMatchObject({ submission: 2 })
})
