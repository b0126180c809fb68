import { SPECIMENS } from './specimens/specimens'
import { fillIn } from './support/form'
import { expectArrived, expectShown } from './support/shown'
import { expect, type Page, test } from './support/test'
import { chooseDocument, sendFile } from './support/upload'

const PARTS = /\/inapp\/api\/uploads\/[^/]+\/parts\//

/** An uplink on which no part gets through until it is said. */
async function holdUploads(page: Page): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  await page.route(PARTS, async (route) => {
    await promise
    await route.continue().catch(() => {})
  })
  return resolve
}

test('a person goes on with the step while the document is sent, and nothing typed is lost when it arrives', async ({
  page,
  openScreen,
  profile,
}) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'standard', step: 'identity' })
  await page.getByRole('link', { name: /Add document/ }).click()
  await chooseDocument(page, 'Passport')
  const letThrough = await holdUploads(page)
  await sendFile(page, SPECIMENS.scannedLetter)
  await page.getByRole('button', { name: 'Go on meanwhile' }).click()
  await expect(page.getByText('Your document is on its way.')).toBeVisible()
  const list = page.getByRole('list', { name: 'Documents on their way' })
  await expect(list).toContainText('is on its way')
  await fillIn(page, { 'Document number': 'LK0047113' })
  letThrough()
  await expectShown(page, 'has arrived')
  await expect(page.getByText('Added')).toBeVisible()
  await expect(page.getByLabel('Document number')).toHaveValue('LK0047113')
  await expect(list).toBeHidden()
  expect((await profile()).documents).toHaveLength(1)
})

test('both sides of a card are on their way at once', async ({ page, openScreen, profile }) => {
  await openScreen(page, '/inapp/kyc/upload', { documentType: 'identity' })
  await chooseDocument(page, 'National identity card')
  const letThrough = await holdUploads(page)
  await sendFile(page, SPECIMENS.idCardFront)
  await page.getByRole('button', { name: 'Go on meanwhile' }).click()
  await expect(page.getByText('The front is on its way.').first()).toBeVisible()
  await sendFile(page, SPECIMENS.idCardBack)
  await expect(page.getByRole('heading', { name: 'Sending' })).toBeVisible()
  await expect(page.getByRole('list', { name: 'Documents on their way' })).toContainText('Front')
  letThrough()
  await expectArrived(page)
  await expect.poll(async () => (await profile()).documents.length).toBe(2)
})

test('a document that did not arrive in the background is told, and shown again with its picture', async ({
  page,
  openScreen,
}) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'standard', step: 'identity' })
  await page.getByRole('link', { name: /Add document/ }).click()
  await chooseDocument(page, 'Passport')
  const letThrough = await holdUploads(page)
  await page.route(/\/inapp\/api\/uploads\/[^/]+$/, (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({ status: 422, json: { code: 'FILE_CORRUPTED', error: 'Upload Failed', message: 'Damaged.' } })
      : route.continue(),
  )
  await sendFile(page, SPECIMENS.passportPhoto)
  await page.getByRole('button', { name: 'Go on meanwhile' }).click()
  const list = page.getByRole('list', { name: 'Documents on their way' })
  letThrough()
  await expect(list).toContainText('did not arrive')
  await list.getByRole('link', { name: 'See why' }).click()
  await expect(page.getByRole('heading', { name: 'This file can’t be opened' })).toBeVisible()
  await page.getByRole('button', { name: 'Choose another' }).click()
  await expect(page.getByRole('heading', { name: 'Show the photo page' })).toBeVisible()
  await expect(list).toBeHidden()
})
