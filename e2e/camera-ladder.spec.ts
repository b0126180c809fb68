import { SPECIMENS } from './specimens/specimens'
import { browserWithCamera } from './support/film'
import { expect, test } from './support/test'
import { chooseDocument, USE } from './support/upload'

const useFile = { name: USE }

test('a camera that the person refuses: why, and a file instead', async ({ origin, openScreen }) => {
  const { page, close } = await browserWithCamera(origin, { film: SPECIMENS.camera, allowed: false })
  const session = await page.context().newCDPSession(page)
  await session.send('Browser.setPermission', { permission: { name: 'camera' }, setting: 'denied', origin })
  await openScreen(page, '/inapp/kyc/upload', { documentType: 'passport' })
  await chooseDocument(page, 'Passport')
  await page.getByRole('button', { name: 'Take a photo' }).click()
  const dialog = page.getByRole('dialog')
  const why = dialog.getByRole('heading', { name: 'The camera is not allowed here' })
  await expect(why).toBeVisible()
  // At 400 % it is more than the window holds: it begins at its top.
  await page.setViewportSize({ width: 320, height: 256 })
  await why.scrollIntoViewIfNeeded()
  await expect(why).toBeInViewport({ ratio: 1 })
  // This browser's own way, with a drawing; one button stands out, the other ways are beside it.
  await expect(dialog.getByRole('listitem')).toHaveText([
    'Click the icon in front of the address.',
    'Turn Camera on, then try again.',
  ])
  await expect(dialog.locator('[data-way="chrome"] svg')).toBeVisible()
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Choose a file' }).click()
  await (await chooser).setFiles(SPECIMENS.passportPhoto)
  await expect(page.getByRole('button', useFile)).toBeVisible()
  await close()
})

test('a machine without a camera is not asked for one', async ({ origin, openScreen }) => {
  const { page, close } = await browserWithCamera(origin, { film: null })
  await openScreen(page, '/inapp/kyc/upload', { documentType: 'passport' })
  await chooseDocument(page, 'Passport')
  await expect(page.getByRole('button', { name: 'Choose a file' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Take a photo' })).toBeHidden()
  await close()
})

test('a camera that is unplugged in the middle: what happened, and the picture all the same', async ({
  origin,
  openScreen,
}) => {
  const { page, close } = await browserWithCamera(origin, { film: SPECIMENS.filmedFar })
  await openScreen(page, '/inapp/kyc/upload', { documentType: 'passport' })
  await chooseDocument(page, 'Passport')
  await page.getByRole('button', { name: 'Take a photo' }).click()
  await expect(page.getByTestId('guidance')).toHaveText('Move closer')
  await page.locator('video').evaluate((video: HTMLVideoElement) => {
    const stream = video.srcObject as MediaStream
    for (const track of stream.getTracks()) {
      track.stop()
      track.dispatchEvent(new Event('ended'))
    }
  })
  await expect(page.getByRole('heading', { name: 'The camera was disconnected' })).toBeVisible()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByTestId('guidance')).toHaveText('Move closer')
  await close()
})
