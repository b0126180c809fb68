import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { SPECIMENS } from './specimens/specimens'
import { seatSomebody } from './support/acting-face'
import { browserWithCamera } from './support/film'
import { expectArrived } from './support/shown'
import { askForSelfie, givePersonalDetails } from './support/steps'
import { expect, test } from './support/test'
import { USE } from './support/upload'

const ASTRONAUT = '../shared/samples/18_face_astronaut_nasa_512.png'

/** From the step's form to the camera, in one press. */
async function openCamera(page: Page): Promise<void> {
  await page.getByRole('radio', { name: /^With a selfie/ }).check()
  await page.getByRole('link', { name: /Take a selfie/ }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
}

/** Past the camera, to the other ways of the screen that takes the selfie. */
async function goToSelfie(page: Page): Promise<void> {
  await openCamera(page)
  await page.getByRole('button', { name: 'Close the camera' }).click()
  await expect(page.getByRole('heading', { name: 'Take a selfie' })).toBeVisible()
}

test('a face in the oval is taken without a touch, after a turn of the head and a smile', async ({
  page,
  openScreen,
  manager,
  token,
  profile,
}) => {
  test.slow()
  await seatSomebody(page)
  await openScreen(page, '/inapp/kyc', { kycType: 'basic', step: 'personal' })
  await askForSelfie(manager, (await token()).userId)
  await givePersonalDetails(page)
  await openCamera(page)
  await page.getByRole('button', { name: 'Use this photo' }).click()
  await expectArrived(page)
  const [document] = (await profile()).documents
  expect(document).toMatchObject({ document_type: 'selfie', country: null, quality: { faces: 1, findings: [] } })
  expect(document?.signals).toEqual([{ code: 'LIVENESS', score: 1 }])
  await page.getByRole('button', { name: 'Submit for review' }).click()
  await expect(page).toHaveURL(/\/inapp\/kyc\/status/)
})

test('a face that is far away: “Come closer”; the button takes it all the same, and nobody claims a gesture', async ({
  origin,
  openScreen,
  manager,
  token,
  profile,
}) => {
  const { page, close } = await browserWithCamera(origin, { film: SPECIMENS.filmedFaceFar })
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  await askForSelfie(manager, (await token()).userId)
  await page.goto('/inapp/kyc?step=selfie')
  await openCamera(page)
  await expect(page.getByTestId('guidance')).toHaveText('Come closer')
  await page.getByTestId('shutter').click()
  await page.getByRole('button', { name: USE }).click()
  await expectArrived(page)
  expect((await profile()).documents[0]?.signals).toEqual([{ code: 'LIVENESS', score: 0 }])
  await close()
})

test('a picture without a face is told before it is sent, and by the server too', async ({
  page,
  origin,
  openScreen,
  manager,
  token,
}) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  await askForSelfie(manager, (await token()).userId)
  await page.goto('/inapp/kyc?step=selfie')
  await goToSelfie(page)
  const told = page.getByText('We can’t see a face.')
  const another = page.getByRole('button', { name: 'Choose another' })
  // Nobody waits for the models for long: on a busy machine they are there for the second picture.
  await expect(async () => {
    if (await another.isVisible()) await another.click()
    await page.getByTestId('file-input').setInputFiles(SPECIMENS.utilityBillPicture)
    await expect(another).toBeVisible()
    await expect(told).toBeVisible({ timeout: 1_000 })
  }).toPass()
  // Once more, then a person may look at it all the same.
  await another.click()
  await page.getByTestId('file-input').setInputFiles(SPECIMENS.utilityBillPicture)
  await expect(page.getByRole('button', { name: 'Send it anyway, a person will look' })).toBeVisible()
  const buffer = await readFile(SPECIMENS.utilityBillPicture)
  const refused = await page.request.post('/upload', {
    headers: { 'x-kyc-request': '1', origin },
    multipart: { shows: 'face', file: { name: 'selfie.png', mimeType: 'image/png', buffer } },
  })
  expect(await refused.json()).toMatchObject({ code: 'DOCUMENT_QUALITY_LOW', reason: 'NO_FACE' })
})

test('a person who would rather not is led to the way that the template names, with what was typed kept', async ({
  page,
  openScreen,
  manager,
  token,
}) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  await askForSelfie(manager, (await token()).userId)
  await page.goto('/inapp/kyc?step=selfie')
  await goToSelfie(page)
  await page.getByRole('button', { name: 'Verify another way' }).click()
  await expect(page.getByRole('radio', { name: /^Without/ })).toBeChecked()
  await expect(page.getByText('Second document with your photo')).toBeVisible()
  await expect(page.getByText('Take a selfie')).toBeHidden()
})

test('a photo of a real person is a selfie', async ({ page, openScreen, manager, token, profile }) => {
  test.skip(!existsSync(ASTRONAUT), `there is no ${ASTRONAUT}`)
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  await askForSelfie(manager, (await token()).userId)
  await page.goto('/inapp/kyc?step=selfie')
  await goToSelfie(page)
  await page.getByTestId('file-input').setInputFiles(ASTRONAUT)
  await page.getByRole('button', { name: 'Use this photo' }).click()
  await expectArrived(page)
  expect((await profile()).documents[0]).toMatchObject({ quality: { faces: 1, findings: [] } })
})
