import { fillIn } from './support/form'
import { submit } from './support/steps'
import { expect, test } from './support/test'

test('keeps what was typed in the moment before the page is loaded again', async ({ page, openScreen }) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  await page.getByLabel('First name').fill('Zoë 李')
  await page.reload()
  await expect(page.getByLabel('First name')).toHaveValue('Zoë 李')
  await page.getByLabel('Last name').fill('Lindqvist')
  await page.reload()
  await expect(page.getByLabel('Last name')).toHaveValue('Lindqvist')
  await expect(page.getByLabel('First name')).toHaveValue('Zoë 李')
})

test('says what is the matter when there is no network, and sends what was typed once there is', async ({
  page,
  context,
  openScreen,
}) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  await expect(page.getByText('Saves as you type')).toBeVisible()
  await context.setOffline(true)
  await fillIn(page, {
    'First name': 'Mira',
    'Last name': 'Lindqvist',
    'Date of birth': { date: '1991-03-27' },
    Nationality: { option: 'Norway' },
  })
  await expect(page.getByText('Not saved yet. We keep trying.')).toBeVisible()
  await submit(page)
  await expect(page.getByRole('alert').filter({ hasText: /connection|offline/i })).toBeVisible()
  await context.setOffline(false)
  await submit(page)
  await expect(page).toHaveURL(/\/inapp\/kyc\/status/)
})

test('says that nothing is saved any more once somebody else has entered in another tab', async ({
  page,
  context,
  openScreen,
  person,
  screenUrl,
}) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  const other = await context.newPage()
  await other.goto(await screenUrl('/inapp/kyc', { kycType: 'basic', person: `${person}-other` }))
  await expect(other.getByRole('heading', { level: 1, name: 'Verify your identity' })).toBeVisible()
  await page.getByLabel('First name').fill('Mira')
  await expect(page.getByText('You were away for a while.')).toBeVisible()
  await expect(page.getByText('Saves as you type')).toHaveCount(0)
})
