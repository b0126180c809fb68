import { SPECIMENS } from './specimens/specimens'
import { chooseCountry } from './support/form'
import { expectArrived } from './support/shown'
import { expect, type Page, test } from './support/test'

/** Presses Tab until the focus is there; whoever has no pointer gets nowhere else. */
async function tabTo(page: Page, role: 'textbox' | 'combobox' | 'button' | 'link' | 'radio', name: string | RegExp) {
  const target = page.getByRole(role, { name }).first()
  await expect(target).toBeVisible()
  for (let presses = 0; presses < 40; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`The keyboard does not reach ${String(name)}`)
}

/** Whether what has the focus shows it: by a ring or an outline. */
const focusIsSeen = (page: Page) =>
  page.evaluate(() => {
    const { boxShadow, outlineStyle, outlineWidth } = getComputedStyle(document.activeElement ?? document.body)
    return boxShadow !== 'none' || (outlineStyle !== 'none' && outlineWidth !== '0px')
  })

test('lets a person who has no pointer finish standard verification', async ({ page, openScreen, profile }) => {
  test.slow()
  const chooser = page.waitForEvent('filechooser', { timeout: 0 })
  await openScreen(page, '/inapp/kyc', { kycType: 'standard', step: 'personal' })
  await expect(page.getByText('Saves as you type')).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()

  const type = async (name: string | RegExp, text: string) => {
    await tabTo(page, 'textbox', name)
    expect(await focusIsSeen(page)).toBe(true)
    await page.keyboard.type(text)
  }
  await type('First name', 'Mira')
  await type('Last name', 'Lindqvist')
  await type('Day', '27')
  await type('Month', '3')
  await type('Year', '1991')
  await tabTo(page, 'combobox', /Nationality/)
  expect(await focusIsSeen(page)).toBe(true)
  await page.keyboard.type('Norw')
  await expect(page.getByRole('dialog', { name: 'Nationality' }).getByRole('combobox')).toHaveValue('Norw')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('combobox', { name: 'Nationality' })).toBeFocused()
  await tabTo(page, 'button', 'Continue')
  expect(await focusIsSeen(page)).toBe(true)
  await page.keyboard.press('Enter')

  await expect(page.getByRole('heading', { name: 'Identity document', level: 2 })).toBeVisible()
  await tabTo(page, 'link', 'Scan your passport or ID')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Scan your passport or ID' })).toBeFocused()
  await tabTo(page, 'button', 'Choose a file')
  await page.keyboard.press('Enter')
  await (await chooser).setFiles(SPECIMENS.passportPhoto)
  await expect(page.getByRole('heading', { name: 'Is everything readable?' })).toBeFocused()
  await tabTo(page, 'button', 'Use this photo')
  await page.keyboard.press('Enter')
  await expectArrived(page)
  await expect.poll(async () => (await profile()).documents.length).toBe(1)
})

test('gives the camera to who has no pointer, and the way out of it', async ({ page, context, openScreen }) => {
  await context.grantPermissions(['camera'])
  await openScreen(page, '/inapp/kyc/upload', { documentType: 'passport' })
  await page.getByRole('radio', { name: /^Passport/ }).check()
  await chooseCountry(page, 'Issued in', 'Norway')
  await page.getByRole('button', { name: 'Continue' }).click()
  await tabTo(page, 'button', 'Take a photo')
  await page.keyboard.press('Enter')
  const camera = page.getByRole('dialog', { name: 'Passport' })
  await expect(camera.getByRole('heading', { name: 'Passport' })).toBeFocused()
  await expect(camera).toHaveAccessibleDescription(/takes the picture by itself/)
  await page.keyboard.press('Escape')
  await expect(camera).toBeHidden()
  await expect(page.getByRole('heading', { name: 'Scan the photo page' })).toBeFocused()
})
