import { openOtherOrigin } from './support/other-origin'
import { expect, test as onePage, type Page } from './support/test'

/** The screens over HTTPS, inside a page of another site over HTTPS. */
const test = onePage.extend({ screensOrigin: ({ secureOrigin }, use) => use(secureOrigin) })

const TYPED = 'Ada'
const screensIn = (page: Page) => page.frameLocator('iframe').first()
const commandsSeen = (page: Page) =>
  page.evaluate(() => (Reflect.get(window, 'received') as { data: { type?: string } }[]).map(({ data }) => data.type))

/** A form with something typed, which nothing of what follows may change. */
async function openForm(page: Page, url: string) {
  await page.goto(url)
  const name = screensIn(page).getByLabel('First name')
  await name.fill(TYPED)
  await expect.poll(() => commandsSeen(page)).toContain('kyc:ready')
  return {
    name,
    expectAsBefore: async () => {
      await expect(screensIn(page).locator('[data-field="first_name"] input')).toHaveValue(TYPED)
      await expect(screensIn(page).locator('html')).toHaveAttribute('lang', /en|it/)
      await expect(screensIn(page).locator('html')).toHaveAttribute('data-theme', 'light')
      expect(await commandsSeen(page)).not.toContain('kyc:close_request')
    },
  }
}

test('a frame beside the screens, of a third site, commands nothing and hears nothing', async ({
  page,
  certificate,
  otherOrigin,
  screenUrl,
  token,
}) => {
  const third = await openOtherOrigin(certificate)
  const { otToken } = await token({ person: 'somebody-else' })
  const screen = await screenUrl('/inapp/kyc', { kycType: 'basic', theme: 'light' })
  const form = await openForm(page, otherOrigin.url(screen))
  await page.evaluate((src) => {
    const frame = Object.assign(document.createElement('iframe'), { src, title: 'An advertisement' })
    document.body.append(frame)
    return new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))
  }, third.url('about:blank'))
  const beside = page.frames().find((frame) => frame.url().startsWith(third.origin))
  await beside?.evaluate((value) => {
    const screens = window.parent.frames[0]
    for (const [type, sent] of [
      ['kyc:token', value],
      ['kyc:theme', 'dark'],
      ['kyc:language', 'ar'],
      ['kyc:close', ''],
    ])
      screens?.postMessage({ type, value: sent }, '*')
  }, otToken)
  // A command of the page itself, sent later, is obeyed: whatever those did has happened by then.
  await page.evaluate(() => window.frames[0]?.postMessage({ type: 'kyc:language', value: 'it' }, '*'))
  await expect(screensIn(page).locator('html')).toHaveAttribute('lang', 'it')
  await form.expectAsBefore()
  expect(await beside?.evaluate(() => Reflect.get(window, 'received'))).toEqual([])
  await third.close()
})

test('what is no command, from the page itself, changes nothing, however much of it comes', async ({
  page,
  otherOrigin,
  screenUrl,
}) => {
  const screen = await screenUrl('/inapp/kyc', { kycType: 'basic', theme: 'light' })
  const form = await openForm(page, otherOrigin.url(screen))
  await page.evaluate(() => {
    const cyclic: Record<string, unknown> = { type: 'kyc:theme' }
    cyclic.value = cyclic
    const odd = [
      ...[null, undefined, 0, Number.NaN, '', '{', '[]', 'null', '"kyc:close"', [], {}, new Date(), /x/, new Map()],
      ...[
        new ArrayBuffer(8),
        new Blob(['x']),
        new Error('x'),
        cyclic,
        JSON.parse('{"__proto__":{"type":"kyc:close"}}'),
      ],
      ...[
        { type: 'kyc:close', value: null },
        { type: 'kyc:closed', value: '' },
        { type: ['kyc:close'], value: '' },
      ],
      ...[
        { type: 'kyc:language', value: '../ar' },
        { type: 'kyc:language', value: 'xx' },
        { type: 'kyc:theme', value: 'x' },
      ],
      ...[
        { type: 'kyc:token', value: 'x'.repeat(5_000_000) },
        { type: 'constructor', value: 'x' },
      ],
      { type: 'message-from-host', data: { payloadType: 'x' } },
    ]
    for (let times = 0; times < 100; times += 1)
      for (const data of odd) window.frames[0]?.postMessage(times > 0 && typeof data === 'object' ? {} : data, '*')
  })
  await form.name.press('End')
  await form.expectAsBefore()
  await form.name.fill('Grace')
  await expect(screensIn(page).getByText('Saved')).toBeVisible()
})
