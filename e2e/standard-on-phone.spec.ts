import { giveAddress, giveIdentity, givePersonalDetails } from './support/steps'
import { expect, test } from './support/test'
import { takePhoto } from './support/upload'

test('takes a person through standard verification on a phone, the passport with the camera', async ({
  page,
  context,
  origin,
  openScreen,
  profile,
}) => {
  await context.grantPermissions(['camera'], { origin: origin })
  await openScreen(page, '/inapp/kyc', { source: 'Android' })
  await giveIdentity(page, takePhoto)
  await givePersonalDetails(page)
  await giveAddress(page)
  await expect(page.getByRole('heading', { level: 1, name: 'We’re checking your details' })).toBeVisible()
  const passport = (await profile()).documents.find((document) => document.document_type === 'passport')
  expect(passport).toMatchObject({ content_type: 'image/jpeg', status: 1 })

  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(overflow).toBeLessThanOrEqual(0)
})
