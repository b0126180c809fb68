import type { StatusCallback } from '@/lib/contract/host/ctrader'
import { givePersonalDetails, giveStandard } from './support/steps'
import { expect, test } from './support/test'

/** What a reviewer changes, the person sees on a screen that stays open, and cTrader hears at every login. */

const JUSTIFICATION = 'Told by a journey'
const told = ({ kycStatus, kycLevel, accountLimits }: Partial<StatusCallback> = {}) => [
  ...[kycStatus, kycLevel, (accountLimits?.dailyDeposit ?? 0) > 0],
]

test('keeps what was granted while a step is reopened and a level raised, and tells both logins', async ({
  page,
  openScreen,
  manager,
  profile,
  callbacks,
  callbacksOf,
  token,
}) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  await givePersonalDetails(page)
  await expect(page).toHaveURL(/\/inapp\/kyc\/status/)
  const { customer_id, steps } = await profile()
  const id = steps[0]?.id ?? ''
  const { tradingLogin } = await token()
  const second = tradingLogin + 1
  await manager('MngSetKycRequiredLevel', { customer_id, required_level: 1, trading_login: second })
  await manager('MngApproveKycStep', { id })
  await expect(page.getByRole('heading', { level: 1, name: 'You’re verified' })).toBeVisible()
  const bothHear = async (expected: unknown[]) => {
    for (const heard of [callbacks, () => callbacksOf(second)])
      await expect.poll(async () => told((await heard()).at(-1))).toEqual(expected)
  }
  await bothHear(['approved', 'basic', true])

  await manager('MngReopenKycStep', { id, justification: JUSTIFICATION })
  await bothHear(['additional_info_required', 'basic', true])
  await page.getByRole('link', { name: 'Continue' }).first().click()
  await givePersonalDetails(page)
  await expect(page).toHaveURL(/\/inapp\/kyc\/status/)
  await bothHear(['pending', 'basic', true])
  await manager('MngApproveKycStep', { id })
  await bothHear(['approved', 'basic', true])

  await manager('MngSetKycRequiredLevel', { customer_id, required_level: 2 })
  await expect(page.getByRole('heading', { level: 1, name: 'Almost there' })).toBeVisible()
  await bothHear(['additional_info_required', 'standard', true])
  await manager('MngSetKycRequiredLevel', { customer_id, required_level: 1, justification: JUSTIFICATION })
  await expect(page.getByRole('heading', { level: 1, name: 'You’re verified' })).toBeVisible()
  await expect(page.getByText('Identity document')).toHaveCount(0)
  await bothHear(['approved', 'basic', true])
})

test('leads back from a final rejection, waives a step, and takes everything from a prohibited person', async ({
  page,
  openScreen,
  manager,
  profile,
  callbacks,
}) => {
  await openScreen(page, '/inapp/kyc')
  await giveStandard(page)
  await expect(page).toHaveURL(/\/inapp\/kyc\/status/)
  const { id: profileId, steps } = await profile()
  const stepId = (code: string) => steps.find((step) => step.code === code)?.id ?? ''
  const hears = (expected: unknown[]) => expect.poll(async () => told((await callbacks()).at(-1))).toEqual(expected)
  const reason = { reason_code: 'suspected_alteration', reject_type: 'final' } as const
  await manager('MngRejectKycStep', { id: stepId('address'), ...reason })
  await expect(page.getByRole('heading', { level: 1, name: 'We could not verify you' })).toBeVisible()
  await hears(['rejected', 'standard', false])

  await manager('MngReopenKycStep', { id: stepId('address'), justification: JUSTIFICATION })
  await expect(page.getByRole('heading', { level: 1, name: 'Almost there' })).toBeVisible()
  await hears(['additional_info_required', 'standard', false])

  await manager('MngWaiveKycStep', { id: stepId('address'), justification: JUSTIFICATION })
  await expect(page.getByText('Home address no longer needed')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1, name: 'We’re checking your details' })).toBeVisible()
  await hears(['pending', 'standard', false])
  for (const code of ['personal', 'identity']) await manager('MngApproveKycStep', { id: stepId(code) })
  await hears(['approved', 'standard', true])

  await manager('MngSetKycRiskLevel', { id: profileId, risk_level: 'prohibited', comment: JUSTIFICATION })
  await expect(page.getByRole('heading', { level: 1, name: 'We could not verify you' })).toBeVisible()
  await hears(['rejected', 'standard', false])
})

test('grants what was asked for where its only step is waived, and shows no empty list', async ({
  page,
  openScreen,
  manager,
  profile,
  callbacks,
}) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  const steps = page.getByRole('navigation', { name: 'Your steps' })
  await expect(steps).toBeVisible()
  const [personal] = (await profile()).steps
  await manager('MngWaiveKycStep', { id: personal?.id ?? '', justification: JUSTIFICATION })
  await expect(page.getByRole('heading', { name: 'You’re verified' })).toBeVisible()
  await expect(steps).toBeHidden()
  await expect.poll(async () => told((await callbacks()).at(-1))).toEqual(['approved', 'basic', true])
})
