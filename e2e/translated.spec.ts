import { DECK } from './support/deck'
import { fillIn } from './support/form'
import { giveStandard } from './support/steps'
import { expect, test as onePage, type Page } from './support/test'
import { collectBreakages, translatePages } from './support/translated'

/** Pages that the browser translates while they are used. */
const test = onePage.extend<{ breakages: string[] }>({
  breakages: [
    async ({ context }, use) => {
      await translatePages(context)
      const breakages = collectBreakages(context)
      await use(breakages)
      expect(breakages).toEqual([])
    },
    { auto: true },
  ],
})

const isTranslated = (page: Page) => expect(page.locator('html[data-translated]')).toBeVisible()

test('a name typed into a translated page is saved, and the screen stays', async ({ page, openScreen }) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  await isTranslated(page)
  await fillIn(page, { 'First name': 'Mira' })
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: /^(Continue|Send|Submit)/ }).click()
  await expect(page.getByText('answers need attention')).toBeVisible()
  await fillIn(page, { 'First name': 'Mira Anne' })
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await expect(page.getByLabel('First name')).toHaveValue('Mira Anne')
})

test('a person is done on translated pages', async ({ page, openScreen, profile }) => {
  await openScreen(page, '/inapp/kyc')
  await isTranslated(page)
  await giveStandard(page)
  await expect(page.getByRole('heading', { level: 1, name: 'We’re checking your details' })).toBeVisible()
  expect((await profile()).status).toBe(2)
})

for (const [group, scenarios] of Object.entries(DECK)) {
  test(`each state of its group takes a translation: ${group}`, async ({ page, breakages }) => {
    await page.goto('/')
    const frame = page.frameLocator('dialog iframe')
    for (const [name, words] of Object.entries(scenarios)) {
      await test.step(name, async () => {
        await page.locator(`[data-scenario="${name}"]`).click()
        await expect(frame.getByText(words).filter({ visible: true }).first()).toBeVisible()
        await page.getByRole('button', { name: 'Close verification' }).click()
        await expect(page.getByRole('dialog', { name: 'Verification' })).toBeHidden()
        expect.soft(breakages, name).toEqual([])
      })
    }
  })
}

test('a screen that breaks all the same is drawn anew, with what was typed', async ({
  page,
  openScreen,
  breakages,
}) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  await isTranslated(page)
  await fillIn(page, { 'First name': 'Mira', 'Last name': 'Sol' })
  await page.evaluate(() => {
    const own = Node.prototype.insertBefore
    Node.prototype.insertBefore = () => {
      Node.prototype.insertBefore = own
      throw new DOMException('insertBefore: changed by somebody else', 'NotFoundError')
    }
  })
  await page.getByRole('button', { name: /^(Continue|Send|Submit)/ }).click()
  await expect.poll(() => breakages).not.toEqual([])
  await expect(page.getByLabel('First name')).toHaveValue('Mira')
  await expect(page.getByLabel('Last name')).toHaveValue('Sol')
  await expect(page.getByText('What you entered is safe')).toHaveCount(0)
  breakages.length = 0
})

test('a screen that breaks again says so under the broker’s mark, with the way on', async ({
  page,
  openScreen,
  breakages,
}) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  await isTranslated(page)
  await page.evaluate(() => {
    const own = Node.prototype.insertBefore
    let times = 2
    Node.prototype.insertBefore = function insertBefore<T extends Node>(node: T, child: Node | null): T {
      // Styles that come to the head meanwhile are not the screen.
      if (times === 0 || this === document.head) return own.call(this, node, child) as T
      times -= 1
      throw new DOMException('insertBefore: changed by somebody else', 'NotFoundError')
    }
    // At once: what else comes to the page would meet it first.
    document.querySelector<HTMLElement>('main button[type=submit]')?.click()
  })
  await expect(page.getByRole('alert').filter({ hasText: 'What you entered is safe' })).toBeVisible()
  await expect(page.getByRole('main').getByText('Northwind Markets')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Contact support' })).toBeVisible()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('heading', { name: 'Personal details' })).toBeVisible()
  breakages.length = 0
})
