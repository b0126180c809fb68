import { SPECIMENS } from './specimens/specimens'
import { fillIn } from './support/form'
import { expectShown } from './support/shown'
import { submit } from './support/steps'
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
  await page.getByRole('link', { name: 'Scan your passport or ID' }).click()
  const letThrough = await holdUploads(page)
  await sendFile(page, SPECIMENS.scannedLetter)
  const card = page.getByRole('listitem').filter({ hasText: 'Passport' })
  await expect(card).toContainText('Sending')
  await fillIn(page, { 'Document number': 'LK0047113' })
  letThrough()
  await expect(card).toContainText('File received')
  await expectShown(page, 'Passport or ID: File received')
  await expect(card.locator('[role="progressbar"]')).toHaveCount(0)
  await expect(page.getByLabel('Document number')).toHaveValue('LK0047113')
  // It is told at its card alone.
  await expect(page.getByRole('list', { name: 'Documents on their way' })).toHaveCount(0)
  expect((await profile()).documents).toHaveLength(1)
})

test('both sides of a card are on their way at once', async ({ page, openScreen, profile }) => {
  await openScreen(page, '/inapp/kyc/upload', { documentType: 'passport' })
  await chooseDocument(page, 'National identity card')
  const letThrough = await holdUploads(page)
  await sendFile(page, SPECIMENS.idCardFront)
  await expect(page.getByText('The front is on its way.').first()).toBeVisible()
  await expect(page.getByRole('list', { name: 'Documents on their way' })).toContainText('Front')
  await sendFile(page, SPECIMENS.idCardBack)
  const cards = page
    .getByRole('listitem')
    .filter({ hasText: 'National identity card' })
    .filter({ has: page.locator('img') })
  await expect(cards).toHaveCount(2)
  await expect(cards.filter({ hasText: 'Sending' })).toHaveCount(2)
  letThrough()
  await expect(cards.filter({ hasText: 'Photo received' })).toHaveCount(2)
  await expect.poll(async () => (await profile()).documents.length).toBe(2)
})

test('answers that are sent while the document is on its way go with it: one press is enough', async ({
  page,
  openScreen,
  profile,
}) => {
  // Which document it is has been said: nothing waits for its reading.
  await openScreen(page, '/inapp/kyc/upload', { documentType: 'passport' })
  await chooseDocument(page, 'Passport')
  const letThrough = await holdUploads(page)
  await sendFile(page, SPECIMENS.passportPhoto)
  await fillIn(page, { 'Document number': 'LK0047113', 'Valid until': { date: '2031-05-04' } })
  await submit(page)
  await expect(page.locator('form button[type="submit"]')).toHaveAttribute('data-pending')
  letThrough()
  await expect.poll(async () => (await profile()).steps.find(({ code }) => code === 'identity')?.status).toBe(1)
  expect((await profile()).documents).toMatchObject([{ document_type: 'passport', status: 1 }])
})

/** The server refuses the next file. */
async function refuse(page: Page, code: string, reason?: string): Promise<void> {
  let isRefused = false
  await page.route(/\/inapp\/api\/uploads\/[^/]+$/, (route) => {
    if (isRefused || route.request().method() !== 'POST') return route.fallback()
    isRefused = true
    return route.fulfill({ status: 422, json: { code, reason, error: 'Upload Failed', message: 'Refused.' } })
  })
}

test('what the server says of a document is told at its card, with the way on', async ({ page, openScreen }) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'standard', step: 'identity' })
  await page.getByRole('link', { name: 'Scan your passport or ID' }).click()
  await refuse(page, 'FILE_CORRUPTED')
  await sendFile(page, SPECIMENS.passportPhoto)
  const card = page.getByRole('listitem').filter({ hasText: 'Passport' })
  await expect(card).toContainText('This file can’t be opened')
  await card.getByRole('link', { name: 'Choose another' }).click()
  await expect(page).toHaveURL(/\/inapp\/kyc\/upload/)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByText('This file can’t be opened')).toHaveCount(0)
})

test('a retry says what happened, and sends the very same picture; a person may look at one that is hard to read', async ({
  page,
  openScreen,
  profile,
}) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'standard', step: 'identity' })
  await page.getByRole('link', { name: 'Scan your passport or ID' }).click()
  await refuse(page, 'VALIDATION_FAILED')
  await sendFile(page, SPECIMENS.passportPhoto)
  const card = page.getByRole('listitem').filter({ hasText: 'Passport' })
  await expect(card).toContainText('That was on our side. Your file is kept here')
  await refuse(page, 'DOCUMENT_QUALITY_LOW', 'BLUR')
  await card.getByRole('button', { name: 'Try again' }).click()
  await expect(card).toContainText('The picture looks blurred.')
  await card.getByRole('button', { name: 'Send it anyway, a person will look' }).click()
  await expect(card).toContainText('Photo received')
  expect((await profile()).documents).toMatchObject([{ document_type: 'passport' }])
})

test('a document that is removed by mistake is back in one press', async ({ page, openScreen, profile }) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'standard', step: 'identity' })
  await page.getByRole('link', { name: 'Scan your passport or ID' }).click()
  await sendFile(page, SPECIMENS.passportPhoto)
  const picture = page.locator('img[src^="/inapp/api/files/"]')
  await expect(picture).toBeVisible()
  await page.getByRole('button', { name: 'Remove Passport' }).click()
  await expect(page.getByText('The document has been removed.')).toBeVisible()
  await expect(picture).toHaveCount(0)
  const undo = page.getByRole('button', { name: 'Undo' })
  await expect(undo).toBeFocused()
  await undo.click()
  await expect(picture).toBeVisible()
  await expect(page.getByText('The document has been removed.')).toHaveCount(0)
  const current = (await profile()).documents.filter(({ status }) => status === 0)
  expect(current).toMatchObject([{ document_type: 'passport' }])
})
