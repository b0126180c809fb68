import { givePersonalDetails } from './support/steps'
import { expect, test } from './support/test'

test('lets a newcomer see the whole of it on one page: verify, decide, and what the platform hears', async ({
  page,
  person,
}) => {
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1, name: 'Verification, inside the trading platform' })).toBeVisible()
  await page.getByPlaceholder('Somebody else…').fill(person)
  await page.getByLabel('What happened').selectOption('Account created')
  await expect(page.getByLabel('Level')).toHaveValue('basic')
  await page.getByRole('button', { name: 'Verify', exact: true }).click()

  const dialog = page.getByRole('dialog', { name: 'Verification' })
  const screen = dialog.frameLocator('iframe')
  await givePersonalDetails(screen)
  await expect(screen.getByRole('heading', { level: 1, name: 'We’re checking your details' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Close verification' }).click()
  await expect(dialog).toBeHidden()

  const backOffice = page.getByRole('region', { name: 'Back office' })
  await backOffice.getByRole('button', { name: 'Reject Personal details' }).click()
  await backOffice.getByRole('button', { name: 'Send back' }).click()
  const callbacks = page.getByRole('region', { name: 'Status callbacks' })
  await expect(callbacks.getByText('additional_info_required · basic')).toBeVisible()
  await expect(
    page.getByRole('region', { name: 'Host events' }).getByText('kyc:submitted', { exact: true }),
  ).toBeVisible()

  await page.getByLabel('Screen', { exact: true }).selectOption('Status')
  await page.getByRole('button', { name: 'Verify', exact: true }).click()
  await expect(screen.getByRole('link', { name: /personal details/i }).first()).toBeVisible()
})

test('opens the screens as a page of their own, for a phone', async ({ page, person }) => {
  await page.goto('/')
  await page.getByPlaceholder('Somebody else…').fill(person)
  const [opened] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('button', { name: 'Open full page' }).click(),
  ])
  await expect(opened.getByRole('heading', { level: 1, name: 'Verify your identity' })).toBeVisible()
  await expect(opened).not.toHaveURL(/token=/)
})
