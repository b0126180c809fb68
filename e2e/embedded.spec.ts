import { chromium } from '@playwright/test'
import type { HostEvent } from '@/lib/contract/host/host-event'
import { expectArrived } from './support/shown'
import { giveStandard } from './support/steps'
import { expect, type FrameLocator, test as onePage, type Page } from './support/test'
import { chooseDocument, sendPhoto } from './support/upload'

/** The screens over HTTPS, inside a page of another site over HTTPS. */
const test = onePage.extend({ screensOrigin: ({ secureOrigin }, use) => use(secureOrigin) })

const frameOf = (page: Page): FrameLocator => page.frameLocator('iframe')

test('works inside a page of another site, and tells that page alone what happens', async ({
  page,
  secureOrigin,
  otherOrigin,
  screenUrl,
}) => {
  await page.goto(otherOrigin.url(await screenUrl('/inapp/kyc')))
  await expect(frameOf(page).getByRole('heading', { name: 'Verify your identity' })).toBeVisible()
  const messages = () => page.evaluate(() => Reflect.get(window, 'received'))
  await expect
    .poll(messages)
    .toContainEqual({ origin: secureOrigin, data: expect.objectContaining({ type: 'kyc:ready', version: 1 }) })
  await frameOf(page).getByRole('button', { name: 'Close' }).click()
  await expect
    .poll(messages)
    .toContainEqual(expect.objectContaining({ data: expect.objectContaining({ type: 'kyc:close_request' }) }))
})

test('opens on the page that the documentation shows, as it stands', async ({ page, otherOrigin, screenUrl }) => {
  await page.goto(otherOrigin.url(await screenUrl('/inapp/kyc'), 'documented'))
  await expect(frameOf(page).getByRole('heading', { name: 'Verify your identity' })).toBeVisible()
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
  await expectArrived(frame)
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

const received = (page: Page) => page.evaluate(() => Reflect.get(window, 'received') as { type: string }[])

test('opens in a modal by the script for integrators, keeps the focus inside, and gives it back', async ({
  page,
  otherOrigin,
  screenUrl,
}) => {
  await page.goto(otherOrigin.url(await screenUrl('/inapp/kyc', { kycType: 'basic' }), 'embedding'))
  await page.locator('body[data-ready]').waitFor()
  const verify = page.getByRole('button', { name: 'Verify', exact: true })
  await verify.click()
  await expect(frameOf(page).getByRole('heading', { name: 'Verify your identity' })).toBeVisible()
  await expect(page.getByRole('dialog', { name: 'Verification' })).toBeVisible()
  await expect.poll(async () => (await received(page)).map(({ type }) => type)).toContain('kyc:ready')

  await page.evaluate(() => Reflect.get(window, 'screens').send('kyc:language', 'de'))
  await expect(frameOf(page).locator('html')).toHaveAttribute('lang', 'de')
  await page.evaluate(() => Reflect.get(window, 'screens').send('kyc:theme', 'dark'))
  await expect(frameOf(page).locator('html')).toHaveAttribute('data-theme', 'dark')

  await page.evaluate(() => Reflect.get(window, 'screens').send('kyc:close'))
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(verify).toBeFocused()
})

test('Escape leaves the modal also from inside the screens', async ({ page, otherOrigin, screenUrl }) => {
  await page.goto(otherOrigin.url(await screenUrl('/inapp/kyc', { kycType: 'basic' }), 'embedding'))
  await page.locator('body[data-ready]').waitFor()
  await page.getByRole('button', { name: 'Verify', exact: true }).click()
  await frameOf(page).getByLabel('First name').fill('Mira')
  // At once: before its scripts are there the page keeps the key for them.
  await frameOf(page).getByLabel('First name').press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect.poll(() => received(page)).toContainEqual(expect.objectContaining({ type: 'kyc:close_request' }))
})

const openModal = async (page: Page, address: string) => {
  await page.goto(address)
  await page.locator('body[data-ready]').waitFor()
  await page.getByRole('button', { name: 'Verify', exact: true }).click()
}

test('a modal whose screens do not come is closed by Escape at once, and says after ten seconds that it is not there', async ({
  page,
  otherOrigin,
  screenUrl,
}) => {
  await page.route(/\/inapp\/kyc\?/, () => {})
  const address = otherOrigin.url(await screenUrl('/inapp/kyc'), 'embedding')
  await openModal(page, address)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  expect(await received(page)).toMatchObject([{ type: 'kyc:close_request', detail: { done: false } }])

  await openModal(page, address)
  const way = page.getByRole('button', { name: 'Fermer' })
  await expect(way).toBeFocused()
  expect(await received(page)).toMatchObject([{ type: 'kyc:unreachable', detail: { reason: 'timeout' } }])
  await way.click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('inside a page, an error page in the place of the screens is named, with a way to close it', async ({
  page,
  otherOrigin,
  screenUrl,
}) => {
  await page.route(/\/inapp\/kyc\?/, (route) => route.fulfill({ status: 502, body: 'Bad gateway' }))
  await openModal(page, otherOrigin.url(await screenUrl('/inapp/kyc'), 'embedding', '&inline='))
  await page.getByRole('button', { name: 'Fermer' }).click()
  await expect(page.locator('iframe')).toHaveCount(0)
  expect((await received(page)).map(({ type }) => type)).toEqual(['kyc:unreachable', 'kyc:close_request'])
  expect(await received(page)).toMatchObject([{ detail: { reason: 'silent' } }, {}])
})

test('a press beside the modal leaves it, also when the screens have crashed; its size is the host’s', async ({
  page,
  otherOrigin,
  screenUrl,
}) => {
  const address = async () =>
    otherOrigin.url(await screenUrl('/inapp/kyc', { kycType: 'basic' }), 'embedding', '&width=40rem')
  const { x: left = 0, width = 0 } =
    (await openModal(page, await address()).then(() => page.getByRole('dialog').boundingBox())) ?? {}
  expect(width).toBe(640)
  await expect(frameOf(page).getByRole('heading', { name: 'Verify your identity' })).toBeVisible()
  await expect.poll(async () => (await received(page)).map(({ type }) => type)).toContain('kyc:ready')
  await page.mouse.click(left - 20, 400)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  expect((await received(page)).at(-1)).toMatchObject({ type: 'kyc:close_request', session: expect.any(String) })

  for (const way of ['press', 'escape'] as const) {
    await openModal(page, await address())
    await expect.poll(async () => (await received(page)).map(({ type }) => type)).toContain('kyc:ready')
    await page.locator('iframe').evaluate((frame: HTMLIFrameElement) => {
      frame.src = 'about:blank'
    })
    if (way === 'press') await page.mouse.click(left - 20, 400)
    else {
      await page.getByRole('dialog').focus()
      await page.keyboard.press('Escape')
    }
    await expect(page.getByRole('dialog')).toHaveCount(0)
    expect((await received(page)).at(-1)).toMatchObject({ type: 'kyc:close_request', session: null })
  }
})

test('in a window of the host’s the screens tell it what happens, obey it, and close when the person leaves', async ({
  page,
  context,
  secureOrigin,
  otherOrigin,
  screenUrl,
}) => {
  await page.goto(otherOrigin.url(await screenUrl('/inapp/kyc', { kycType: 'basic' }), 'opening'))
  const opened = context.waitForEvent('page')
  await page.getByRole('button', { name: 'Verify' }).click()
  const own = await opened
  const messages = () => page.evaluate(() => Reflect.get(window, 'received'))
  const told = (type: string) => ({ origin: secureOrigin, data: expect.objectContaining({ type }) })
  await expect.poll(messages).toContainEqual(told('kyc:ready'))
  await page.evaluate(
    (home) => Reflect.get(window, 'screens').postMessage({ type: 'kyc:language', value: 'de' }, home),
    secureOrigin,
  )
  await expect(own.locator('html')).toHaveAttribute('lang', 'de')
  const closed = own.waitForEvent('close')
  await own.getByRole('button', { name: 'Schließen' }).click()
  await closed
  await expect.poll(messages).toContainEqual(told('kyc:close_request'))
})

test('opens inside the page by the same script, as high as what it shows', async ({ page, otherOrigin, screenUrl }) => {
  await page.goto(otherOrigin.url(await screenUrl('/inapp/kyc', { kycType: 'basic' }), 'embedding', '&inline='))
  await page.locator('body[data-ready]').waitFor()
  await page.getByRole('button', { name: 'Verify', exact: true }).click()
  await expect(frameOf(page).getByRole('heading', { name: 'Verify your identity' })).toBeVisible()
  const height = () => page.locator('iframe').evaluate((frame) => frame.getBoundingClientRect().height)
  await expect.poll(height).toBeGreaterThan(1_000)
  // And no higher, once there is less to show.
  await page.evaluate(() => Reflect.get(window, 'screens').send('kyc:token', 'cut-off'))
  await expect(frameOf(page).getByRole('heading', { name: 'This link is incomplete' })).toBeVisible()
  await expect.poll(height).toBeLessThan(600)
})

test('goes on in a window of its own, by one press, where the frame keeps no cookie', async ({
  page,
  context,
  otherOrigin,
  screenUrl,
}) => {
  await page.goto(otherOrigin.url(await screenUrl('/inapp/kyc', { kycType: 'basic' }), 'forgetful'))
  const frame = frameOf(page)
  await expect(frame.getByRole('heading', { name: 'Verification continues in its own window' })).toBeVisible()
  const opened = context.waitForEvent('page')
  await frame.getByRole('link', { name: 'Continue in a new window' }).click()
  const own = await opened
  await expect(own.getByRole('heading', { name: 'Verify your identity' })).toBeVisible()
  await expect(own).not.toHaveURL(/token=/)
  await expect(frame.getByText('Verification continues in the other window.')).toBeVisible()
  // Pressed again, it goes on there: the link is this person's own.
  const again = context.waitForEvent('page')
  await frame.getByRole('link', { name: 'Open it again' }).click()
  await expect((await again).getByRole('heading', { name: 'Verify your identity' })).toBeVisible()
})

/** What a host hears of standard KYC from the first screen to the last… */
const DOCUMENT = ['kyc:document_selected', 'kyc:media_captured']
const STORY = [
  // Which identity document it is nobody says: it is read.
  ...['kyc:step_started', ...DOCUMENT.filter((type) => type !== 'kyc:document_selected'), 'kyc:step_started'],
  ...['kyc:step_completed', 'kyc:step_started', 'kyc:step_completed', 'kyc:step_started'],
  ...[...DOCUMENT, 'kyc:step_started', 'kyc:step_completed', 'kyc:submitted'],
]
/** …and between, as often as there is something to tell. */
const BETWEEN = ['kyc:ready', 'kyc:started', 'kyc:upload_progress', 'kyc:resize', 'kyc:status_changed']

for (const cookies of ['kept', 'blocked'] as const) {
  test(`a person is done inside the frame with third-party cookies ${cookies}, and the host hears the whole story`, async ({
    otherOrigin,
    secureOrigin,
    screenUrl,
    profile,
  }) => {
    const browser = await chromium.launch({
      executablePath: process.env.KYC_BROWSER,
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        ...['--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'],
        ...(cookies === 'blocked' ? ['--test-third-party-cookie-phaseout'] : []),
      ],
    })
    const page = await browser.newPage({ ignoreHTTPSErrors: true, locale: 'en-GB' })
    await page.goto(otherOrigin.url(await screenUrl('/inapp/kyc')))
    const frame = frameOf(page)
    await giveStandard(frame)
    await expect(frame.getByRole('heading', { level: 1, name: 'We’re checking your details' })).toBeVisible()
    expect((await profile()).status).toBe(2)
    const messages: { origin: string; data: HostEvent }[] = await page.evaluate(() => Reflect.get(window, 'received'))
    expect([...new Set(messages.map(({ origin }) => origin))]).toEqual([secureOrigin])
    const heard = messages.map(({ data }) => data.type)
    expect(heard).toEqual(expect.arrayContaining(BETWEEN.slice(0, 4)))
    expect(heard.filter((type) => !BETWEEN.includes(type))).toEqual(STORY)
    expect(JSON.stringify(messages)).not.toMatch(/example\.com|LK00/)
    await browser.close()
  })
}

test('the doctor says, inside a host, what works there, in words and as JSON', async ({
  page,
  secureOrigin,
  otherOrigin,
}) => {
  await page.goto(otherOrigin.url(`${secureOrigin}/embed-doctor`))
  const frame = frameOf(page)
  await expect(frame.getByRole('row', { name: /^place/ })).toContainText(`in a frame of ${otherOrigin.origin}`)
  await expect(frame.getByRole('row', { name: /^cookies/ })).toContainText('kept, partitioned')
  await expect(frame.getByRole('row', { name: /^messages/ })).toContainText('Waiting')
  await page.evaluate((home) => window.frames[0]?.postMessage({ type: 'kyc:theme', value: 'dark' }, home), secureOrigin)
  await expect(frame.getByRole('row', { name: /^messages/ })).toContainText('kyc:theme')
  const { findings } = JSON.parse((await frame.getByTestId('report').textContent()) ?? '')
  // A private window keeps nothing for a frame of another site, and the doctor says so.
  const failing = findings.filter(({ works }: { works: boolean }) => !works).map(({ name }: { name: string }) => name)
  expect(failing).toEqual(['storage'])
})
