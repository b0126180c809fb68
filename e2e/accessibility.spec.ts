import AxeBuilder from '@axe-core/playwright'
import { askForSelfie } from './support/steps'
import { expect, type Screen, test } from './support/test'

const SCREENS: readonly { screen: Screen; query: Record<string, string> }[] = [
  { screen: '/inapp/kyc', query: { kycType: 'enhanced' } },
  { screen: '/inapp/kyc', query: { kycType: 'enhanced', step: 'source_of_funds' } },
  { screen: '/inapp/kyc', query: { kycType: 'enhanced', step: 'tax_identification' } },
  { screen: '/inapp/kyc/upload', query: { documentType: 'identity' } },
  { screen: '/inapp/kyc/status', query: {} },
]

for (const { screen, query } of SCREENS) {
  for (const lang of ['en', 'ar']) {
    for (const theme of ['light', 'dark']) {
      const asked = new URLSearchParams(query).toString()
      test(`has nothing that axe objects to on ${screen}?${asked}, ${theme}, ${lang}`, async ({ page, openScreen }) => {
        await openScreen(page, screen, { ...query, theme, lang })
        await expect(page.locator('html')).toHaveAttribute('dir', lang === 'ar' ? 'rtl' : 'ltr')
        const { violations } = await new AxeBuilder({ page }).analyze()
        expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
        expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
          0,
        )
      })
    }
  }
}

for (const lang of ['en', 'de', 'el', 'ar', 'th']) {
  test(`fits the narrowest phone in ${lang}`, async ({ page, openScreen }) => {
    await page.setViewportSize({ width: 320, height: 640 })
    for (const { screen, query } of SCREENS) {
      await openScreen(page, screen, { ...query, lang })
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
    }
  })
}

for (const theme of ['light', 'dark']) {
  test(`has nothing that axe objects to where a selfie is taken, ${theme}`, async ({
    page,
    openScreen,
    manager,
    token,
  }) => {
    await openScreen(page, '/inapp/kyc', { kycType: 'basic', theme })
    await askForSelfie(manager, (await token()).userId)
    await page.goto('/inapp/kyc/upload?documentType=selfie')
    await expect(page.getByRole('heading', { name: 'Take a selfie' })).toBeVisible()
    const onPage = await new AxeBuilder({ page }).analyze()
    expect(onPage.violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
    await page.context().grantPermissions(['camera'])
    await page.getByRole('button', { name: 'Start the camera' }).click()
    await expect(page.getByTestId('guidance')).not.toBeEmpty({ timeout: 45_000 })
    const inCamera = await new AxeBuilder({ page }).analyze()
    expect(inCamera.violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
  })
}
