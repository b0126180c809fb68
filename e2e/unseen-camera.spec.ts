import { SPECIMENS } from './specimens/specimens'
import { browserWithCamera } from './support/film'
import { expectArrived } from './support/shown'
import { expect, test } from './support/test'
import { chooseDocument } from './support/upload'

/** What a person who sees nothing of it is told, as the accessibility tree has it, from the press to the photo. */
test('a person who does not see the camera is led to the photo by what is said', async ({ origin, openScreen }) => {
  const { page, close } = await browserWithCamera(origin, { film: SPECIMENS.camera })
  await openScreen(page, '/inapp/kyc/upload', { documentType: 'passport' })
  await chooseDocument(page, 'Passport')
  await page.evaluate(() => {
    const said: string[] = []
    Reflect.set(window, 'said', said)
    new MutationObserver(() => {
      for (const status of document.querySelectorAll('[role="status"]')) {
        const words = status.textContent?.trim() ?? ''
        if (words && !said.includes(words)) said.push(words)
      }
    }).observe(document, { childList: true, subtree: true, characterData: true })
  })
  await page.getByRole('button', { name: 'Take a photo' }).click()
  const dialog = page.getByRole('dialog', { name: 'Passport' })
  await expect(dialog.getByRole('heading', { name: 'Passport' })).toBeFocused()
  await expect(dialog).toHaveAccessibleDescription(/It says what to do, and takes the picture by itself/)
  await expect(page.getByRole('heading', { level: 2, name: 'Identity document' })).toBeFocused()
  await expectArrived(page)
  const said = await page.evaluate(() => Reflect.get(window, 'said') as string[])
  expect(said).toContain('Photo taken')
  expect(said.indexOf('Photo taken')).toBeGreaterThan(said.indexOf('The photo is taken automatically'))
  expect(said.at(-1)).toMatch(/Photo received/)
  await close()
})

test('a passport at the edge is said to be there, and each control of the camera has its name', async ({
  origin,
  openScreen,
}) => {
  const { page, close } = await browserWithCamera(origin, { film: SPECIMENS.filmedCut })
  await openScreen(page, '/inapp/kyc/upload', { documentType: 'passport' })
  await chooseDocument(page, 'Passport')
  await page.getByRole('button', { name: 'Take a photo' }).click()
  const spoken = page.getByTestId('spoken')
  await expect(spoken).toHaveText(/^The passport is too (far left|far right|high up|low down)$/)
  // What still holds is said again.
  await expect(spoken).toHaveText('')
  await expect(spoken).toHaveText(/^The passport is too/)
  await expect(page.getByRole('dialog')).toMatchAriaSnapshot(`
    - dialog "Passport":
      - heading "Passport" [level=2]
      - paragraph: Fit the photo page into the frame and hold still.
      - button "Guiding sound" [pressed]
      - button "Close the camera"
      - status: /The passport is too/
      - status: /photo is taken automatically|press the button.*Take the photo/
      - button "Take the photo"
  `)
  await close()
})
