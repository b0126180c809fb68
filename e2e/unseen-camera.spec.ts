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
  expect(said.indexOf('Looking for the document')).toBeGreaterThanOrEqual(0)
  expect(said.indexOf('Looking for the document')).toBeLessThan(said.indexOf('Photo taken'))
  expect(said.indexOf('Photo taken')).toBeGreaterThan(said.indexOf('The photo is taken automatically'))
  expect(said.at(-1)).toMatch(/Photo received/)
  await close()
})

test('from the press to the photo the focus moves twice: to the camera, and to the form', async ({
  origin,
  openScreen,
}) => {
  const context = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
  const { page, close } = await browserWithCamera(origin, { film: SPECIMENS.camera, context })
  await openScreen(page, '/inapp/kyc', { kycType: 'standard' })
  const scan = page.getByRole('link', { name: 'Scan your passport or ID' })
  // Before the page lives its link loads another page, in which the focus begins anew.
  await expect
    .poll(() => scan.evaluate((it) => Object.keys(it).some((key) => key.startsWith('__reactProps'))))
    .toBe(true)
  await scan.focus()
  await page.evaluate(() => {
    const focused: string[] = []
    Reflect.set(window, 'focused', focused)
    document.addEventListener('focusin', ({ target }) => focused.push((target as Element).textContent?.trim() ?? ''))
  })
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 2, name: 'Identity document' })).toBeFocused()
  await expectArrived(page)
  expect(await page.evaluate(() => Reflect.get(window, 'focused'))).toEqual(['Passport or ID', 'Identity document'])
  await close()
})

/** A screen reader says what comes in its order: what comes sooner cuts off what was said, or comes too late itself. */
const HEARD_MS = 2_000
/** Timers and looks differ by so much. */
const TOLERANCE_MS = 100

test('what the camera is doing is said from the first moment, and then a sentence in two seconds', async ({
  origin,
  openScreen,
}) => {
  const { page, close } = await browserWithCamera(origin, { film: SPECIMENS.filmedCut })
  await openScreen(page, '/inapp/kyc/upload', { documentType: 'passport' })
  await chooseDocument(page, 'Passport')
  const camera = page.getByRole('button', { name: 'Take a photo' })
  const spoken = page.getByTestId('spoken')
  await camera.click()
  await expect(spoken).toHaveText(/^The passport is too/)
  await page.getByRole('button', { name: 'Close the camera' }).click()
  await expect(spoken).toHaveCount(0)
  // Once more: by now frames are judged as soon as there are any.
  await page.evaluate(() => {
    const said: { words: string; at: number }[] = []
    Reflect.set(window, 'said', said)
    new MutationObserver(() => {
      const words = document.querySelector('[data-testid="spoken"]')?.textContent ?? ''
      if (words && said.at(-1)?.words !== words) said.push({ words, at: performance.now() })
    }).observe(document, { childList: true, subtree: true, characterData: true })
  })
  await camera.click()
  await expect(spoken).toHaveText(/^The passport is too/)
  const said = await page.evaluate(() => Reflect.get(window, 'said') as { words: string; at: number }[])
  expect(said[0]?.words).toBe('Looking for the document')
  const pauses = said.slice(1).map(({ at }, i) => at - (said[i]?.at ?? at))
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(HEARD_MS - TOLERANCE_MS)
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
