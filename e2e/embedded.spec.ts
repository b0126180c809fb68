import { expect, type FrameLocator, type Page, test } from './support/test'
import { chooseDocument, sendPhoto } from './support/upload'

const frameOf = (page: Page): FrameLocator => page.frameLocator('iframe')

test('works inside a page of another site, and tells that page alone what happens', async ({
  page,
  origin,
  otherOrigin,
  screenUrl,
}) => {
  await page.goto(otherOrigin.url(await screenUrl('/inapp/kyc')))
  await expect(frameOf(page).getByRole('heading', { name: 'Verify your identity' })).toBeVisible()
  const messages = () => page.evaluate(() => Reflect.get(window, 'received'))
  await expect
    .poll(messages)
    .toContainEqual({ origin: origin, data: expect.objectContaining({ type: 'kyc:ready', version: 1 }) })
  await frameOf(page).getByRole('button', { name: 'Close' }).click()
  await expect
    .poll(messages)
    .toContainEqual(expect.objectContaining({ data: expect.objectContaining({ type: 'kyc:close_request' }) }))
})

test('takes a picture with the camera inside a page of another site', async ({
  page,
  context,
  otherOrigin,
  screenUrl,
  profile,
}) => {
  await context.grantPermissions(['camera'], { origin: otherOrigin.origin })
  await page.goto(otherOrigin.url(await screenUrl('/inapp/kyc/upload', { documentType: 'passport' })))
  const frame = frameOf(page)
  await chooseDocument(frame, 'Passport')
  await sendPhoto(frame)
  await expect(frame.getByRole('heading', { name: 'It has arrived' })).toBeVisible()
  expect((await profile()).documents).toMatchObject([{ document_type: 'passport', content_type: 'image/jpeg' }])
})

test("shows another person's own verification when their token comes to the same browser", async ({
  page,
  otherOrigin,
  screenUrl,
  token,
}) => {
  const first = await token()
  const second = await token({ person: `${first.userId}-other` })
  await page.goto(otherOrigin.url(await screenUrl('/inapp/kyc')))
  await expect(frameOf(page).getByText(first.email)).toBeVisible()
  await page.goto(otherOrigin.url(await screenUrl('/inapp/kyc', { person: `${first.userId}-other` })))
  await expect(frameOf(page).getByText(second.email)).toBeVisible()
  await expect(frameOf(page).getByText(first.email)).toHaveCount(0)
})
