import { chooseCountry } from './support/form'
import { expectStep, giveAddress, giveIdentity, givePersonalDetails } from './support/steps'
import { expect, test } from './support/test'

test('takes a person through standard verification on a phone, the passport with the camera', async ({
  page,
  context,
  origin,
  openScreen,
  profile,
}) => {
  await context.grantPermissions(['camera'], { origin: origin })
  await openScreen(page, '/inapp/kyc', { source: 'Android' })
  // The camera is open, and takes the passport by itself.
  await giveIdentity(page, async () => {})
  await givePersonalDetails(page)
  await giveAddress(page)
  await expect(page.getByRole('heading', { level: 1, name: 'We’re checking your details' })).toBeVisible()
  const passport = (await profile()).documents.find((document) => document.document_type === 'passport')
  expect(passport).toMatchObject({ content_type: 'image/jpeg', status: 1 })

  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(overflow).toBeLessThanOrEqual(0)
})

for (const documentType of [undefined, 'identity']) {
  test(`a link that names no document opens the camera at once: ${documentType ?? 'nothing named'}`, async ({
    page,
    context,
    origin,
    openScreen,
  }) => {
    await context.grantPermissions(['camera'], { origin })
    await openScreen(page, '/inapp/kyc/upload', documentType ? { documentType } : {})
    await expect(page.getByRole('radio')).toHaveCount(0)
    await expectStep(page, 'Identity document')
    await expect(page.getByLabel('Your document')).toBeVisible()
    await expect(page.getByRole('combobox', { name: 'Issued in' })).toBeVisible()
  })
}

test('the country of a document is found by typing, as in forms', async ({ page, openScreen }) => {
  await openScreen(page, '/inapp/kyc/upload', { documentType: 'passport' })
  const country = page.getByRole('combobox', { name: 'Issued in' })
  await expect(country).toHaveText('United Kingdom')
  await country.click()
  await expect(page.getByRole('group', { name: 'Suggested' }).getByRole('option').first()).toHaveText('United Kingdom')
  await page.keyboard.press('Escape')
  await chooseCountry(page, 'Issued in', 'NOR')
  await expect(country).toHaveText('Norway')
})
