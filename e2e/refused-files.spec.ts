import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { SPECIMENS } from './specimens/specimens'
import { expectArrived } from './support/shown'
import { expect, test } from './support/test'
import { chooseDocument, choosePage, USE } from './support/upload'

const REFUSED = [
  { file: SPECIMENS.empty, status: 422, code: 'FILE_EMPTY', heading: 'This file is empty' },
  {
    file: SPECIMENS.textAsPicture,
    status: 422,
    code: 'FILE_TYPE_MISMATCH',
    heading: /can’t be opened|not what its name/,
  },
  { file: SPECIMENS.truncated, status: 422, code: 'FILE_CORRUPTED', heading: /can’t be opened/ },
  { file: SPECIMENS.encrypted, status: 422, code: 'FILE_ENCRYPTED', heading: 'This PDF has a password' },
  { file: SPECIMENS.enormous, status: 422, code: 'PICTURE_TOO_LARGE', heading: /too large to open|can’t be opened/ },
  {
    file: SPECIMENS.animation,
    status: 415,
    code: 'FILE_TYPE_NOT_ALLOWED',
    heading: 'This kind of file doesn’t work here',
  },
] as const

for (const { file, status, code, heading } of REFUSED) {
  test(`refuses ${basename(file)} at the door`, async ({ origin }) => {
    const answer = await upload(origin, await readFile(file), basename(file))
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ code, error: expect.any(String), message: expect.any(String) })
  })

  test(`says on the screen what to do instead of ${basename(file)}`, async ({ page, openScreen, profile }) => {
    await openScreen(page, '/inapp/kyc/upload', { documentType: 'address' })
    await choosePage(page, 'Utility bill')
    await page.getByTestId('file-input').setInputFiles(file)
    const send = page.getByRole('button', { name: USE })
    const told = page.getByText(heading)
    // What takes long to open is offered meanwhile, and no longer once it turns out that nobody can open it.
    await expect(async () => {
      if (await send.isVisible()) await send.click({ timeout: 1_000 }).catch(() => {})
      await expect(told.first()).toBeVisible({ timeout: 1_000 })
    }).toPass()
    expect((await profile()).documents).toEqual([])
  })
}

const HARD_TO_READ = [
  { file: SPECIMENS.blurred, says: 'The picture looks blurred.', anyway: true },
  { file: SPECIMENS.dark, says: 'The picture is quite dark.', anyway: true },
  { file: SPECIMENS.glare, says: 'Light reflects on part of it.', anyway: true },
  { file: SPECIMENS.small, says: 'The picture is too small to be read.', anyway: false },
] as const

for (const { file, says, anyway } of HARD_TO_READ) {
  test(`judges ${basename(file)} before it is sent`, async ({ page, origin, openScreen }) => {
    await openScreen(page, '/inapp/kyc/upload', { documentType: 'passport' })
    await chooseDocument(page, 'Passport')
    await page.getByTestId('file-input').setInputFiles(file)
    await expect(page.getByRole('heading', { name: 'This one may be hard to read' })).toBeVisible()
    await expect(page.getByText(says)).toBeVisible()
    // Of one that is too small nothing else is said.
    if (!anyway) await expect(page.getByText('The picture looks blurred.')).toHaveCount(0)
    await expect(page.getByRole('button', { name: 'Use it anyway' })).toHaveCount(anyway ? 1 : 0)

    const answer = await upload(origin, await readFile(file), basename(file))
    expect(answer.status).toBe(422)
    const body: unknown = await answer.json()
    expect(body).toMatchObject({
      code: 'DOCUMENT_QUALITY_LOW',
      suggestions: expect.arrayContaining([expect.any(String)]),
    })
  })
}

test('a locked PDF is said to be locked, by nobody to look good, and offers another file first', async ({
  page,
  openScreen,
}) => {
  await openScreen(page, '/inapp/kyc/upload', { documentType: 'address' })
  await choosePage(page, 'Utility bill')
  await page.getByTestId('file-input').setInputFiles(SPECIMENS.encrypted)
  await expect(page.getByRole('heading', { name: 'This PDF has a password' })).toBeVisible()
  await expect(
    page.getByRole('alert').filter({ hasText: 'Save it without a password and choose it again' }),
  ).toBeVisible()
  await expect(page.getByRole('button', { name: USE })).toHaveCount(0)
  await expect(page.getByText('The picture looks good')).toHaveCount(0)
  await page.getByRole('button', { name: 'Choose another' }).click()
  await page.getByTestId('file-input').setInputFiles(SPECIMENS.utilityBill)
  await expect(page.getByRole('img', { name: 'The first page of your file' })).toBeVisible()
})

test('a picture or a page is looked at closely in one press, and closed by Escape', async ({ page, openScreen }) => {
  await openScreen(page, '/inapp/kyc/upload', { documentType: 'address' })
  await choosePage(page, 'Utility bill')
  await page.getByTestId('file-input').setInputFiles(SPECIMENS.utilityBill)
  const opener = page.getByRole('button', { name: /Enlarge/ })
  await opener.click()
  const dialog = page.getByRole('dialog', { name: 'The first page of your file' })
  const closer = dialog.getByRole('button', { name: 'Look closer' })
  const width = () => dialog.locator('img').evaluate((image) => image.clientWidth)
  const whole = await width()
  await closer.click()
  await expect(closer).toHaveAttribute('aria-pressed', 'true')
  expect(await width()).toBeGreaterThan(whole)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(opener).toBeFocused()
})

test('what shows no document is said kindly, and goes to a person after one more try', async ({
  page,
  openScreen,
  profile,
}) => {
  await openScreen(page, '/inapp/kyc/upload', { documentType: 'passport' })
  await chooseDocument(page, 'Passport')
  const anyway = page.getByRole('button', { name: 'Send it anyway, a person will look' })
  await page.getByTestId('file-input').setInputFiles(SPECIMENS.garden)
  await expect(page.getByRole('heading', { name: 'Is this the right picture?' })).toBeVisible()
  await expect(page.getByText('We can’t see a document.')).toBeVisible()
  await expect(anyway).toHaveCount(0)
  await page.getByRole('button', { name: 'Choose another' }).click()
  await page.getByTestId('file-input').setInputFiles(SPECIMENS.garden)
  await anyway.click()
  await expectArrived(page)
  expect((await profile()).documents).toMatchObject([{ document_type: 'passport', status: 0 }])
})

function upload(origin: string, bytes: Buffer, name: string): Promise<Response> {
  const body = new FormData()
  body.append('file', new Blob([new Uint8Array(bytes)]), name)
  return fetch(new URL('/upload', origin), {
    method: 'POST',
    headers: { authorization: 'Bearer sandbox-service' },
    body,
  })
}
