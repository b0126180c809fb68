import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from './support/test'

const painted = (page: Page) =>
  page
    .getByRole('button', { name: 'Send and continue' })
    .evaluate((button) => [getComputedStyle(button).backgroundColor, getComputedStyle(button).borderRadius])

test('takes accent, corners, density and typeface from the link, and keeps them on the next screen', async ({
  page,
  openScreen,
}) => {
  await openScreen(page, '/inapp/kyc', {
    ...{ kycType: 'basic', theme: 'light', accent: '0f766e', radius: 'none', density: 'compact', font: 'serif' },
  })
  expect(await painted(page)).toEqual(['rgb(15, 118, 110)', '0px'])
  expect(await page.evaluate(() => getComputedStyle(document.body).fontFamily)).toContain('Georgia')
  await page.goto('/inapp/kyc?step=personal')
  expect(await painted(page)).toEqual(['rgb(15, 118, 110)', '0px'])
})

for (const accent of ['ffff00', 'ffffff', '000000', '7f7f7f']) {
  for (const theme of ['light', 'dark']) {
    test(`is legible with the accent #${accent}, ${theme}`, async ({ page, openScreen }) => {
      await openScreen(page, '/inapp/kyc', { kycType: 'enhanced', step: 'tax_identification', accent, theme })
      const { violations } = await new AxeBuilder({ page }).withRules(['color-contrast']).analyze()
      expect(violations.flatMap(({ nodes }) => nodes.map(({ html }) => html))).toEqual([])
    })
  }
}

test('lets nothing else near a style sheet', async ({ page, openScreen }) => {
  await openScreen(page, '/inapp/kyc', {
    ...{
      kycType: 'basic',
      accent: 'red;background:url(//evil.test)',
      radius: '99px',
      font: 'Comic Sans',
      density: '<b>',
    },
  })
  const root = page.locator('html')
  await expect(root).not.toHaveAttribute('style', /./)
  for (const name of ['data-radius', 'data-density', 'data-font']) await expect(root).not.toHaveAttribute(name, /./)
})
