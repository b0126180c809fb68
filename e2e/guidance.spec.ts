import { SPECIMENS } from './specimens/specimens'
import { browserWithCamera } from './support/film'
import { expectArrived } from './support/shown'
import { expect, type Page, test } from './support/test'
import { chooseDocument } from './support/upload'

/** Opens the camera for a passport, in a browser whose camera sees the film. */
async function pointCamera(page: Page): Promise<void> {
  await chooseDocument(page, 'Passport')
  await page.getByRole('button', { name: 'Take a photo' }).click()
}

/** Waits until so many more frames have been looked at. */
async function lookAtFrames(page: Page, count: number): Promise<void> {
  const seen = () => performance.getEntriesByName('kyc:frame').length
  const goal = (await page.evaluate(seen)) + count
  await page.waitForFunction((frames) => performance.getEntriesByName('kyc:frame').length >= frames, goal)
}

test('a good passport is taken without a touch', async ({ origin, openScreen }) => {
  const { page, close } = await browserWithCamera(origin, { film: SPECIMENS.camera })
  await openScreen(page, '/inapp/kyc/upload', { documentType: 'passport' })
  await pointCamera(page)
  await expect(page.getByRole('navigation', { name: 'Your steps' })).toBeVisible()
  await expectArrived(page)
  await close()
})

const SENTENCES = [
  ['blurred', SPECIMENS.filmedBlurred, 'Hold still until it is sharp'],
  ['in the dark', SPECIMENS.filmedDark, 'Find more light'],
  ['under a lamp', SPECIMENS.filmedGlare, 'Tilt it to lose the reflection'],
  ['too far away', SPECIMENS.filmedFar, 'Move closer'],
  ['half outside', SPECIMENS.filmedCut, /^Move the passport (to the left|to the right|up|down)$/],
  ['not there', SPECIMENS.filmedTable, 'Fit the photo page into the frame'],
] as const

for (const [how, film, sentence] of SENTENCES) {
  test(`a passport that is ${how}: “${String(sentence)}”, and no picture`, async ({ origin, openScreen }) => {
    const { page, close } = await browserWithCamera(origin, { film })
    await openScreen(page, '/inapp/kyc/upload', { documentType: 'passport' })
    await pointCamera(page)
    await expect(page.getByTestId('guidance')).toHaveText(sentence)
    await lookAtFrames(page, 20)
    await expect(page.getByTestId('guidance')).toHaveText(sentence)
    // The button is there all the same.
    await page.getByTestId('shutter').click()
    await expect(
      page.getByText(/^Is (everything readable|this the right picture)\?$|may be hard to read$/),
    ).toBeVisible()
    await close()
  })
}

test('says that it takes the picture by itself, and after a while that the button does as well', async ({
  origin,
  openScreen,
}) => {
  const { page, close } = await browserWithCamera(origin, { film: SPECIMENS.filmedFar })
  await openScreen(page, '/inapp/kyc/upload', { documentType: 'passport' })
  await pointCamera(page)
  await expect(page.getByText('The photo is taken automatically')).toBeVisible()
  await expect(page.getByText('Or press the button')).toBeVisible()
  await close()
})

test('sounds how near it is until that is switched off, and stays off', async ({ origin, openScreen }) => {
  const { page, close } = await browserWithCamera(origin, { film: SPECIMENS.filmedFar })
  await page.addInitScript(() => {
    const { start } = OscillatorNode.prototype
    OscillatorNode.prototype.start = function (...at) {
      performance.mark('tone', { detail: this.frequency.value })
      return start.apply(this, at)
    }
  })
  await openScreen(page, '/inapp/kyc/upload', { documentType: 'passport' })
  await pointCamera(page)
  const tones = () => page.evaluate(() => performance.getEntriesByName('tone').length)
  await expect.poll(tones).toBeGreaterThan(2)
  const sound = page.getByRole('button', { name: 'Guiding sound' })
  await expect(sound).toHaveAttribute('aria-pressed', 'true')
  await sound.click()
  const heard = await tones()
  await lookAtFrames(page, 12)
  expect(await tones()).toBe(heard)
  await page.getByRole('button', { name: 'Close the camera' }).click()
  await page.getByRole('button', { name: 'Take a photo' }).click()
  await expect(sound).toHaveAttribute('aria-pressed', 'false')
  await close()
})
