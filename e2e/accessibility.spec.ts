import AxeBuilder from '@axe-core/playwright'
import { askForSelfie } from './support/steps'
import { expect, type Screen, test } from './support/test'

const SCREENS: readonly { screen: Screen; query: Record<string, string> }[] = [
  { screen: '/inapp/kyc', query: { kycType: 'enhanced' } },
  { screen: '/inapp/kyc', query: { kycType: 'enhanced', step: 'source_of_funds' } },
  { screen: '/inapp/kyc', query: { kycType: 'enhanced', step: 'tax_identification' } },
  { screen: '/inapp/kyc/upload', query: { documentType: 'identity' } },
  { screen: '/inapp/kyc/upload', query: { documentType: 'passport' } },
  { screen: '/inapp/kyc/status', query: {} },
]

/** What no scenario of the sandbox shows; those are judged in `scenarios.spec.ts`. */
const BEYOND_THE_DECK = SCREENS.slice(1, 5)

for (const { screen, query } of BEYOND_THE_DECK) {
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

test('is whole at 400 %, and what has the focus is not under the header', async ({ page, openScreen }) => {
  await page.setViewportSize({ width: 320, height: 256 })
  for (const { screen, query } of SCREENS) {
    await openScreen(page, screen, { ...query, lang: 'de' })
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
    for (let press = 0; press < 12; press += 1) {
      await page.keyboard.press('Tab')
      const covered = await page.evaluate(() => {
        const { activeElement } = document
        const { left, top, width, height } = activeElement?.getBoundingClientRect() ?? new DOMRect()
        const seen = document.elementFromPoint(left + width / 2, Math.max(top, 0) + Math.min(height, 40) / 2)
        return activeElement?.contains(seen) || activeElement?.closest('label')?.contains(seen)
          ? null
          : activeElement?.outerHTML
      })
      expect(covered).toBeNull()
    }
  }
})

test('says in forced colours what it says with grounds and shades elsewhere', async ({ page, openScreen }) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await openScreen(page, '/inapp/kyc', { kycType: 'standard', step: 'personal' })
  const painted = (selector: string, name: string) =>
    page.locator(selector).evaluate((element, property) => getComputedStyle(element).getPropertyValue(property), name)
  const clear = await painted('main', 'background-color')
  expect(await painted('[aria-current="step"]', 'outline-style')).toBe('solid')
  expect(await painted('form button[type="submit"]', 'border-top-color')).not.toBe(clear)
  await page.getByLabel('First name').focus()
  expect(await painted('[data-field="first_name"] input', 'outline-style')).toBe('solid')
})

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
    await expect(page.getByTestId('guidance')).not.toBeEmpty()
    const inCamera = await new AxeBuilder({ page }).analyze()
    expect(inCamera.violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
  })
}
