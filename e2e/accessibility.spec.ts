import AxeBuilder from '@axe-core/playwright'
import { expect, type Screen, test } from './support/test'

const SCREENS: readonly { screen: Screen; query: Record<string, string> }[] = [
  { screen: '/inapp/kyc', query: { kycType: 'enhanced' } },
  { screen: '/inapp/kyc', query: { kycType: 'enhanced', step: 'source_of_funds' } },
  { screen: '/inapp/kyc', query: { kycType: 'enhanced', step: 'tax_identification' } },
  { screen: '/inapp/kyc/upload', query: { documentType: 'identity' } },
  { screen: '/inapp/kyc/status', query: {} },
]

for (const { screen, query } of SCREENS) {
  for (const theme of ['light', 'dark']) {
    const asked = new URLSearchParams(query).toString()
    test(`has nothing that axe objects to on ${screen}?${asked}, ${theme}`, async ({ page, openScreen }) => {
      await openScreen(page, screen, { ...query, theme })
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
    })
  }
}

test('fits the narrowest phone', async ({ page, openScreen }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  for (const { screen, query } of SCREENS) {
    await openScreen(page, screen, query)
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
  }
})
