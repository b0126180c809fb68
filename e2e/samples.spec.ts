import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expectArrived } from './support/shown'
import { sayDocument, scanDocument } from './support/steps'
import { expect, test } from './support/test'
import { chooseDocument, sendFile } from './support/upload'

/** Real files beside the project. */
const SAMPLES = '../shared/samples'

const GOOD = [
  { file: '04_passport_malaysia_cartoon_mrz.png', documentType: 'passport', type: 'Passport' },
  { file: '16_energy_bill_fr_2pages_stained.pdf', documentType: 'utility_bill', type: null },
]
const REFUSED = [
  { file: '01_dl_washington_cartoon_JPEGbytes.png', says: 'too small to be read' },
  { file: '09_icao_utopia_td3_lowres_275x184.jpg', says: 'too small to be read' },
]
/** A tree, and a town: no documents. */
const ELSE = ['21_exif_orientation6.jpg', '19_photo_town.heic']

test.skip(!existsSync(SAMPLES), `there is no folder ${SAMPLES}`)

for (const { file, documentType, type } of GOOD) {
  test(`takes ${file}`, async ({ page, openScreen, profile }) => {
    await openScreen(page, '/inapp/kyc/upload', { documentType })
    if (type) await chooseDocument(page, type)
    await sendFile(page, join(SAMPLES, file))
    await expectArrived(page)
    expect((await profile()).documents).toMatchObject([{ document_type: documentType, status: 0 }])
  })
}

for (const { file, says } of REFUSED) {
  test(`says what is wrong with ${file}`, async ({ page, openScreen, profile }) => {
    await openScreen(page, '/inapp/kyc/upload', { documentType: 'passport' })
    await chooseDocument(page, 'Passport')
    await page.getByTestId('file-input').setInputFiles(join(SAMPLES, file))
    await expect(page.getByText(says).first()).toBeVisible()
    expect((await profile()).documents).toEqual([])
  })
}

for (const file of ELSE) {
  test(`makes out no document in ${file}, and takes it when the person insists`, async ({
    page,
    openScreen,
    profile,
  }) => {
    await openScreen(page, '/inapp/kyc/upload', { documentType: 'passport' })
    await chooseDocument(page, 'Passport')
    await page.getByTestId('file-input').setInputFiles(join(SAMPLES, file))
    // HEIC is opened by the server: it says so when the file has come.
    const unseen = page.getByRole('button', { name: 'Use this photo' })
    const told = page.getByText('We can’t see a document.')
    await expect(unseen.or(told).first()).toBeVisible()
    if (await unseen.isVisible()) await unseen.click()
    await expect(told).toBeVisible()
    const anyway = page.getByRole('button', { name: 'Send it anyway, a person will look' })
    const another = page.getByRole('button', { name: 'Choose another' })
    await expect(anyway.or(another).first()).toBeVisible()
    if (await another.isVisible()) {
      await another.click()
      await page.getByTestId('file-input').setInputFiles(join(SAMPLES, file))
    }
    await anyway.click()
    await expectArrived(page)
    expect((await profile()).documents).toMatchObject([{ document_type: 'passport', status: 0 }])
  })
}

test('takes both sides of an identity card, one after the other', async ({ page, openScreen, profile }) => {
  await openScreen(page, '/inapp/kyc', { step: 'identity' })
  const card = join(SAMPLES, '05_idcard_italy_cartoon_front_back_mrz.png')
  await scanDocument(page, (page) => sendFile(page, card))
  await sayDocument(page, 'National identity card', 'Italy')
  await page.getByRole('link', { name: /^Add.*back/ }).click()
  await sendFile(page, card)
  await expect(page.getByRole('navigation', { name: 'Your steps' })).toBeVisible()
  await expect
    .poll(async () => (await profile()).documents.map((document) => document.side).sort())
    .toEqual(['back', 'front'])
})
