import { expect, test } from './support/test'

test('what staff filled in for a customer is there to see, and says who did it', async ({
  page,
  manager,
  openScreen,
  profile,
}) => {
  await openScreen(page, '/inapp/kyc/status', { kycType: 'basic' })
  const { steps } = await profile()
  const personal = steps.find(({ code }) => code === 'personal')
  await manager('MngSubmitKycStep', {
    id: personal?.id ?? '',
    answers: { first_name: 'Ada', last_name: 'Example', date_of_birth: '1990-01-31', nationality: 'FRA' },
    justification: 'Told us on the telephone.',
  })
  // The open screen hears of it.
  await expect(page.getByText('Our team added this for you.')).toBeVisible()
  await expect(page.getByText('Personal details added for you by our team')).toBeVisible()
  await expect(page.getByText('In review').first()).toBeVisible()
})
