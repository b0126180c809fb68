import { startCopy } from './support/copies'
import { givePersonalDetails } from './support/steps'
import { expect, test } from './support/test'

/** Opens the basic questionnaire at a copy of the app, as its platform does. */
async function screenAt(copy: string, person: string): Promise<string> {
  const address = new URL('/ctid2/inAppOneTimeToken/data?kycType=basic', copy)
  const answer = await fetch(address, { headers: { authorization: `Bearer sandbox:${person}` } })
  const { otToken } = await answer.json()
  return new URL(`/inapp/kyc?token=${otToken}&lang=en&kycType=basic`, copy).href
}

test('shows the screens over a backend somewhere else, and its decisions by themselves', async ({
  page,
  origin,
  person,
  manager,
  profile,
}) => {
  const copy = await startCopy({ KYC_BACKEND_URL: origin })
  await page.goto(await screenAt(copy.origin, person))
  await givePersonalDetails(page)
  await expect(page.getByRole('heading', { level: 1, name: 'We’re checking your details' })).toBeVisible()
  const [step] = (await profile()).steps
  await manager('MngApproveKycStep', { id: step?.id ?? '' })
  await expect(page.getByRole('heading', { level: 1, name: 'You’re verified' })).toBeVisible()
  await copy.stop()
})

test('says plainly that the backend is not reachable, and goes on once it is', async ({ page, person }) => {
  const copy = await startCopy({ KYC_BACKEND_URL: 'http://127.0.0.1:9' })
  await page.goto(await screenAt(copy.origin, person))
  await expect(page.getByRole('heading', { level: 1 })).toContainText('We can’t reach verification right now')
  await expect(page.getByText('Code: BACKEND_UNAVAILABLE')).toBeVisible()
  await copy.stop()
})
