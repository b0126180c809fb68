import AxeBuilder from '@axe-core/playwright'
import { startCopy } from './support/copies'
import { fillIn } from './support/form'
import { expect, type Page, test } from './support/test'

const closePage = (page: Page) => page.getByRole('button', { name: 'Close' }).click()
const saved = (page: Page) => page.getByRole('heading', { name: 'Saved. You can close this page' })
const comeBack = (page: Page) => page.getByRole('button', { name: 'Back to verification' })

test('a page that stands alone says that it may be closed, and its address says so no longer than a host needs', async ({
  page,
  openScreen,
}) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  await expect(page).not.toHaveURL(/#/)
  await fillIn(page, { 'First name': 'Mira' })
  const told = page.waitForURL(/#SUCCESS$/)
  await closePage(page)
  await expect(saved(page)).toBeFocused()
  await told
  await expect(page.getByLabel('First name')).toBeHidden()
  // Something is left to do, and nobody is there who would have closed the page: nothing has succeeded.
  await expect(page).not.toHaveURL(/#/)
  await expect(saved(page)).toBeVisible()

  await comeBack(page).click()
  await expect(page.getByLabel('First name')).toHaveValue('Mira')
  await expect(page).not.toHaveURL(/#/)

  // By Back in the header too, and back again by the browser's own.
  await page.getByRole('button', { name: 'Back', exact: true }).click()
  await expect(saved(page)).toBeVisible()
  await page.goBack()
  await expect(page.getByLabel('First name')).toHaveValue('Mira')
  await expect(page).not.toHaveURL(/#/)

  // Opened again as it was left, it is still left; what was typed is kept.
  await closePage(page)
  await expect(saved(page)).toBeVisible()
  await page.reload()
  await expect(saved(page)).toBeVisible()
  await comeBack(page).click()
  await expect(page.getByLabel('First name')).toHaveValue('Mira')
})

test('it does not say saved before that is so', async ({ page, openScreen, context }) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  await page.getByLabel('First name').waitFor()
  await context.setOffline(true)
  await fillIn(page, { 'First name': 'Mira' })
  await closePage(page)
  await expect(page.getByRole('heading', { name: 'Saving… Please keep this page open for a moment.' })).toBeVisible()
  await context.setOffline(false)
  await expect(saved(page)).toBeVisible()
})

test('who comes back after the session has ended reads so', async ({ page, openScreen }) => {
  // The page asks once when it begins to listen; asked later, it would see by itself that the session has ended.
  const asked = page.waitForResponse(/\/inapp\/api\/kyc$/)
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  await asked
  await closePage(page)
  await expect(saved(page)).toBeVisible()
  await page.context().clearCookies()
  await comeBack(page).click()
  await expect(page.getByText('TOKEN_MISSING')).toBeVisible()
  await closePage(page)
  await expect(page.getByRole('heading', { name: 'You can close this page', exact: true })).toBeVisible()
  await expect(comeBack(page)).toHaveCount(0)
})

for (const theme of ['light', 'dark']) {
  test(`has nothing that axe objects to, and fits the narrowest phone, from right to left: ${theme}`, async ({
    page,
    openScreen,
  }) => {
    await page.setViewportSize({ width: 320, height: 640 })
    await openScreen(page, '/inapp/kyc', { kycType: 'basic', lang: 'ar', theme })
    await page.getByRole('button', { name: 'إغلاق' }).click()
    await expect(page.getByRole('heading', { name: 'تم الحفظ. يمكنك إغلاق هذه الصفحة' })).toBeVisible()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
  })
}

test('an opener that may not embed the screens hears nothing, and the window stays', async ({
  page,
  context,
  otherOrigin,
}) => {
  const copy = await startCopy({ KYC_FRAME_ANCESTORS: "'self'" })
  try {
    await page.goto(otherOrigin.url(`${copy.origin}/inapp/kyc?token=${'A'.repeat(43)}&lang=en`, 'opening'))
    const opened = context.waitForEvent('page')
    await page.getByRole('button', { name: 'Verify' }).click()
    const own = await opened
    await expect(own.getByText('TOKEN_INVALID')).toBeVisible()
    await own.getByRole('button', { name: 'Close' }).click()
    await expect(own.getByRole('heading', { name: 'You can close this page' })).toBeVisible()
    expect(await page.evaluate(() => Reflect.get(window, 'received'))).toEqual([])
  } finally {
    await copy.stop()
  }
})

test('who signs out has left for good, and whoever comes next finds nothing of them', async ({ page, openScreen }) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  await fillIn(page, { 'First name': 'Mira' })
  const [{ value: cookie = '' } = {}] = (await page.context().cookies()).filter(({ name }) => name === '__Host-kyc')
  await closePage(page)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'You’re signed out. You can close this page' })).toBeVisible()
  await expect(page).toHaveURL(/#SUCCESS$/)
  await expect(page.getByLabel('First name')).toHaveCount(0)
  await page.goto('/inapp/kyc')
  await expect(page.getByLabel('First name')).toHaveCount(0)
  // Nor does the cookie help that somebody kept.
  const answer = await page.request.get('/inapp/api/kyc', { headers: { cookie: `__Host-kyc=${cookie}` } })
  expect(answer.status()).toBe(401)

  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  await expect(page.getByLabel('First name')).toHaveValue('Mira')
})
