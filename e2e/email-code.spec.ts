import { givePersonalDetails } from './support/steps'
import { expect, test } from './support/test'

test('proves an email address with the code that was sent to it', async ({
  page,
  openScreen,
  origin,
  manager,
  token,
  profile,
}) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  const { userId } = await token()
  const { items } = await manager('MngGetKycStepTemplates', { code: 'email' })
  await manager('MngRequireKycStep', { customer_id: String(userId), template_id: items[0]?.id ?? '' })
  await givePersonalDetails(page)

  const send = page.getByRole('button', { name: 'Submit for review' })
  const address = `${userId}@example.com`
  const email = page.getByLabel('Email', { exact: true })
  // One button: it sends the code, and the code sends the form.
  await email.fill('nobody')
  await expect(page.locator('form').getByRole('button')).toHaveCount(1)
  await page.getByRole('button', { name: 'Send code' }).click()
  await expect(page.getByText('Enter an email address')).toBeVisible()
  const judged = page.waitForResponse(/\/codes$/)
  await page.getByRole('button', { name: 'Send code' }).click()
  await judged
  await expect(page.getByText('Enter an email address')).toBeVisible()
  await expect(page.getByText('We sent a code to')).toHaveCount(0)
  await email.fill(address)
  await email.press('Enter')
  await expect(page.getByText(`We sent a code to ${address}`)).toBeVisible()

  const code = page.getByLabel('Code')
  await expect(code).toBeFocused()
  await code.fill('000')
  await send.click()
  await expect(page.getByText('Enter the six digits')).toBeVisible()
  // The last digit checks it.
  await code.fill('000 000')
  await expect(page.getByText('That isn’t the code.')).toBeVisible()
  const letters = async () => {
    const answer = await fetch(new URL(`/mail?to=${encodeURIComponent(address)}`, origin), {
      headers: { authorization: 'Bearer sandbox-callback' },
    })
    return (await answer.json()).items as { subject: string }[]
  }
  await expect.poll(letters).toHaveLength(1)
  const [letter] = await letters()
  await code.fill(letter?.subject.slice(0, 6) ?? '')
  await expect(page).toHaveURL(/\/inapp\/kyc\/status/)
  expect((await profile()).steps.find(({ code }) => code === 'email')?.answers).toEqual({ email: address })
})
