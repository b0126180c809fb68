import AxeBuilder from '@axe-core/playwright'
import { expectStep, givePersonalDetails } from './support/steps'
import { expect, test } from './support/test'

test('offers a higher level to an approved person, whose link cannot raise it', async ({
  page,
  screensOrigin,
  openScreen,
  manager,
  profile,
  token,
  callbacks,
}) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  await givePersonalDetails(page)
  await expect(page).toHaveURL(/\/inapp\/kyc\/status/)
  const [step] = (await profile()).steps
  await manager('MngApproveKycStep', { id: step?.id ?? '', submission: 1 })
  await expect(page.getByRole('heading', { level: 1, name: 'You’re verified' })).toBeVisible()

  const { otToken } = await token({ kycType: 'basic' })
  await page.goto(`${screensOrigin}/inapp/kyc/status?kycType=enhanced&lang=en&token=${otToken}`)
  await expect(page).not.toHaveURL(/token=/)
  await expect(page.getByRole('heading', { level: 1, name: 'You’re verified' })).toBeVisible()
  expect(await profile()).toMatchObject({ status: 3, level: 1, required_level: 1 })

  const offers = page.getByRole('region', { name: 'Go further' })
  await expect(offers.getByRole('heading', { level: 3 })).toHaveText(['Standard verification', 'Enhanced verification'])
  await expect(offers.getByRole('listitem').filter({ hasText: 'Source of funds' })).toHaveCount(1)
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])

  // Looked at again, nothing further is opened beside it.
  const { id } = await profile()
  await manager('MngSetKycRiskLevel', { id, risk_level: 'high', comment: 'Told by a journey' })
  await expect(page.getByRole('heading', { level: 1, name: 'We’re taking a second look' })).toBeVisible()
  await expect(offers).toHaveCount(0)
  await manager('MngSetKycRiskLevel', { id, risk_level: 'low', comment: 'Told by a journey' })

  await offers.getByRole('button', { name: 'Start Standard verification' }).click()
  await expectStep(page, 'Identity document')
  expect(await profile()).toMatchObject({ level: 1, required_level: 2 })
  await expect.poll(async () => (await callbacks()).at(-1)?.accountLimits.dailyDeposit).toBeGreaterThan(0)
})
