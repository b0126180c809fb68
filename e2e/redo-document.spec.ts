import { SPECIMENS } from './specimens/specimens'
import { expectArrived } from './support/shown'
import { giveStandard } from './support/steps'
import { expect, type Page, test } from './support/test'
import { chooseDocument, sendFile } from './support/upload'

/** Written in another language, and another direction, than the screen around it. */
const MESSAGE = { text: 'الصفحة مقطوعة من الأسفل.\nمن فضلك أرسلها كاملة.', language: 'ar' } as const

/** Waits until the reviewer's message stands there as it was written. */
async function expectRead(page: Page): Promise<void> {
  const message = page.getByText('الصفحة مقطوعة من الأسفل.').first()
  await expect(message).toBeVisible()
  await expect(message).toHaveAttribute('lang', 'ar')
  expect(await message.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl')
  await expect(message).toContainText('من فضلك أرسلها كاملة.')
}

test('lets a person redo one rejected document alone, and tells the platform when all is approved', async ({
  page,
  openScreen,
  manager,
  profile,
  callbacks,
  token,
  origin,
}) => {
  await openScreen(page, '/inapp/kyc')
  await giveStandard(page)
  await expect(page).toHaveURL(/\/inapp\/kyc\/status/)

  const passport = (await profile()).documents.find((document) => document.document_type === 'passport')
  await manager('MngRejectKycDocument', {
    id: passport?.id ?? '',
    reason_code: 'unreadable',
    comment: 'for staff alone',
    message: MESSAGE,
  })
  await expect(page.getByText('We couldn’t read it. Please send a sharp, well-lit photo.').first()).toBeVisible()
  await expectRead(page)
  const { email } = await profile()
  const headers = { authorization: 'Bearer sandbox-callback' }
  const mails = async () => (await fetch(`${origin}/mail?to=${encodeURIComponent(email ?? '')}`, { headers })).text()
  await expect.poll(mails).toContain('الصفحة')
  expect(await mails()).not.toContain('for staff alone')
  await expect(page.getByText('for staff alone')).toHaveCount(0)
  await expect.poll(async () => (await callbacks()).at(-1)).toMatchObject({ kycStatus: 'additional_info_required' })

  await page.getByRole('link', { name: 'Redo passport' }).click()
  const choice = page.getByRole('radio', { name: /^Passport/ })
  await expect(choice.or(page.getByTestId('file-input')).first()).toBeAttached()
  await expectRead(page)
  if (await choice.isVisible()) await chooseDocument(page, 'Passport')
  await sendFile(page, SPECIMENS.passport)
  await expectArrived(page)
  await expect(page).toHaveURL(/\/inapp\/kyc\/status/)
  await expect.poll(async () => (await profile()).status).toBe(2)
  await expect(page.getByRole('heading', { level: 1, name: 'We’re checking your details' })).toBeVisible()
  await expect(page.getByText('الصفحة')).toHaveCount(0)
  await expect(page.getByText('for staff alone')).toHaveCount(0)

  const { steps, documents } = await profile()
  const current = documents.filter((document) => document.status === 1)
  expect(current.map((document) => document.document_type).sort()).toEqual(['passport', 'utility_bill'])
  for (const document of current) await manager('MngApproveKycDocument', { id: document.id })
  for (const step of steps) await manager('MngApproveKycStep', { id: step.id, comment: 'Checked' })

  await openScreen(page, '/inapp/kyc/status')
  await expect(page.getByRole('heading', { level: 1, name: 'You’re verified' })).toBeVisible()
  const { tradingLogin } = await token()
  await expect
    .poll(async () => (await callbacks()).at(-1))
    .toEqual({
      tradingLogin,
      kycStatus: 'approved',
      kycLevel: 'standard',
      verificationDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      accountLimits: { dailyDeposit: 10_000, monthlyDeposit: 50_000, maxPosition: 100_000 },
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    })
})
