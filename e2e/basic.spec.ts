import { chooseCountry, fillIn } from './support/form'
import { givePersonalDetails, submit } from './support/steps'
import { expect, test } from './support/test'

test('takes a person through basic verification, and shows the decision by itself', async ({
  page,
  openScreen,
  manager,
  profile,
  callbacks,
}) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  await expect(page.getByText('0 of 1 done')).toBeVisible()
  await givePersonalDetails(page)
  await expect(page).toHaveURL(/\/inapp\/kyc\/status/)
  await expect(page.getByRole('heading', { level: 1, name: 'We’re checking your details' })).toBeVisible()

  for (const step of (await profile()).steps) await manager('MngApproveKycStep', { id: step.id })
  await expect(page.getByRole('heading', { level: 1, name: 'You’re verified' })).toBeVisible()
  await expect.poll(async () => (await callbacks()).at(-1)).toMatchObject({ kycStatus: 'approved', kycLevel: 'basic' })
})

test('puts each fault to its field, and the focus on the first', async ({ page, openScreen, profile }) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  await page.getByLabel('Last name').fill('Lindqvist')
  await page.getByRole('button', { name: /^(Continue|Send|Submit)/ }).click()
  const firstName = page.getByLabel('First name')
  await expect(firstName).toBeFocused()
  await expect(firstName).toHaveAttribute('aria-invalid', 'true')
  await expect(firstName).toHaveAccessibleDescription(/.+/)
  expect((await profile()).steps[0]).toMatchObject({ status: 0, answers: null })

  // The date comes last: its error must be gone before the button is pressed, or the button moves under the pointer.
  await firstName.fill('Mina')
  await chooseCountry(page, 'Nationality', 'Norway')
  await fillIn(page, { 'Date of birth': { date: '1990-3-7' } })
  await submit(page)
  await expect(page).toHaveURL(/\/inapp\/kyc\/status/)
  expect((await profile()).steps[0]?.answers).toMatchObject({ date_of_birth: '1990-03-07' })
})

test('says plainly that a decision is final, and asks for nothing any more', async ({
  page,
  openScreen,
  manager,
  profile,
}) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  await givePersonalDetails(page)
  await expect(page).toHaveURL(/\/inapp\/kyc\/status/)
  const [step] = (await profile()).steps
  await manager('MngRejectKycStep', { id: step?.id ?? '', reason_code: 'suspected_alteration', reject_type: 'final' })
  await expect(page.getByRole('heading', { level: 1, name: 'We could not verify you' })).toBeVisible()
  await expect(page.getByText('The document appears to have been altered.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Contact support' }).first()).toBeVisible()
  await expect(page.getByText(/In review|After approval/)).toHaveCount(0)
  await expect(page.getByText('without edits')).toHaveCount(0)
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  await expect(page.getByRole('heading', { level: 2, name: 'We could not verify you' })).toBeVisible()
  await expect(page.getByText('We have everything we need')).toHaveCount(0)
})

test('lets a person with one name say so', async ({ page, openScreen, profile }) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  const firstName = page.getByLabel('First name')
  await firstName.fill('-')
  await page.getByLabel('Last name').fill('Suharto')
  await fillIn(page, { 'Date of birth': { date: '1990-3-7' }, Nationality: { country: 'Indonesia' } })
  await submit(page)
  await expect(firstName).toHaveAccessibleDescription(
    /Write “First name” in letters, as in your passport. Numbers, a dash or “n\/a” aren’t a name/,
  )

  const box = page.getByRole('checkbox', { name: 'I have only one name' })
  await expect(box).toHaveAccessibleDescription('Then write it under “Last name”. Passports do the same.')
  await box.check()
  await expect(firstName).toHaveCount(0)
  await box.uncheck()
  await expect(firstName).toHaveValue('-')
  await box.check()
  await submit(page)
  await expect(page).toHaveURL(/\/inapp\/kyc\/status/)
  const { answers } = (await profile()).steps[0] ?? {}
  expect(answers).toMatchObject({ last_name: 'Suharto', one_name: true })
  expect(answers).not.toHaveProperty('first_name')
})

test('an email tells what was decided only where the person wants it, at the press of a switch', async ({
  page,
  origin,
  openScreen,
  manager,
  profile,
}) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  await givePersonalDetails(page)
  await expect(page).toHaveURL(/\/inapp\/kyc\/status/)
  const { email, steps } = await profile()
  const choice = page.getByRole('switch', { name: `Email me when there is an answer ${email}` })
  await expect(choice).toBeChecked()
  const told = page.waitForResponse('**/inapp/api/emails')
  await choice.uncheck()
  expect((await told).status()).toBe(200)
  await page.reload()
  await expect(choice).not.toBeChecked()
  await manager('MngApproveKycStep', { id: steps[0]?.id ?? '', submission: 1 })
  await expect(page.getByRole('heading', { level: 1, name: 'You’re verified' })).toBeVisible()
  await expect(choice).toHaveCount(0)
  const headers = { authorization: 'Bearer sandbox-callback' }
  const mails = await fetch(`${origin}/mail?to=${encodeURIComponent(email ?? '')}`, { headers })
  expect(await mails.json()).toMatchObject({ items: [] })
})
