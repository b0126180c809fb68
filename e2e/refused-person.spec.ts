import { givePersonalDetails } from './support/steps'
import { expect, type Page, test } from './support/test'

test('asks nothing of a person who was refused for good, whatever was sent back before, and does not say why', async ({
  page,
  openScreen,
  manager,
  profile,
}) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'standard', step: 'personal' })
  await givePersonalDetails(page)
  await expect(page.getByLabel('Document number')).toBeVisible()
  const { id: profileId, steps } = await profile()
  const personal = steps.find(({ code }) => code === 'personal')?.id ?? ''
  await manager('MngRejectKycStep', { id: personal, reason_code: 'data_mismatch' })
  await page.goto('/inapp/kyc?step=personal')
  await expect(page.getByText('Please have another look')).toBeVisible()

  await manager('MngSetKycRiskLevel', { id: profileId, risk_level: 'prohibited', comment: 'Told by a journey' })
  await expect(page.getByRole('heading', { name: 'We could not verify you' })).toBeVisible()
  await page.goto('/inapp/kyc/upload?documentType=identity')
  await expect(page.getByRole('heading', { level: 1, name: 'We could not verify you' })).toBeVisible()
  await page.goto('/inapp/kyc?step=personal')
  await expectRefusal(page)
  await page.getByRole('link', { name: 'See the status' }).click()
  await expect(page).toHaveURL(/\/inapp\/kyc\/status/)
  await expect(page.getByRole('heading', { level: 1, name: 'We could not verify you' })).toBeVisible()
  await expectRefusal(page)
  expect(await submitFromScript(page, personal)).toEqual({ status: 409, code: 'VERIFICATION_REJECTED' })
})

/** The words of a refusal, and nothing to fill in or to follow. */
async function expectRefusal(page: Page): Promise<void> {
  await expect(page.getByText('Please contact support to discuss your options.')).toBeVisible()
  await expect(page.getByRole('textbox')).toHaveCount(0)
  await expect(page.getByRole('link', { name: /Personal details|Identity document|Correct/ })).toHaveCount(0)
  await expect(page.getByText(/do not match|needs attention|another look|prohibited/i)).toHaveCount(0)
}

async function submitFromScript(page: Page, stepId: string): Promise<unknown> {
  return page.evaluate(async (id) => {
    const answer = await fetch(`/inapp/api/steps/${id}/submit`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-kyc-request': '1', 'idempotency-key': crypto.randomUUID() },
      body: JSON.stringify({ answers: {} }),
    })
    const { code, reason } = await answer.json()
    return { status: answer.status, code, reason }
  }, stepId)
}
