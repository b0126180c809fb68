import { startCopy } from './support/copies'
import { expect, type Page, test } from './support/test'

type Told = { type: string; version: number }

/** What each kind of app gives to the pages that it shows; `told` collects what it hears. */
const HOSTS = {
  WebView2: () => {
    const told: unknown[] = []
    const webview = Object.assign(new EventTarget(), { postMessage: (event: unknown) => told.push(event) })
    const say = (data: unknown) => webview.dispatchEvent(Object.assign(new Event('message'), { data }))
    Object.assign(window, { chrome: { ...Reflect.get(window, 'chrome'), webview }, told, say })
  },
  WKWebView: () => {
    const told: unknown[] = []
    const webkit = { messageHandlers: { kyc: { postMessage: (event: unknown) => told.push(event) } } }
    Object.assign(window, { webkit, told, say: (data: unknown) => Reflect.get(window, 'kycReceive')(data) })
  },
  Android: () => {
    const told: unknown[] = []
    const kycHost = { postMessage: (event: string) => told.push(JSON.parse(event)) }
    const say = (data: unknown) => Reflect.get(window, 'kycReceive')(JSON.stringify(data))
    Object.assign(window, { kycHost, told, say })
  },
  'React Native': () => {
    const told: unknown[] = []
    const ReactNativeWebView = { postMessage: (event: string) => told.push(JSON.parse(event)) }
    Object.assign(window, { ReactNativeWebView, told, say: (data: unknown) => Reflect.get(window, 'kycReceive')(data) })
  },
} as const

const told = (page: Page) => page.evaluate(() => (Reflect.get(window, 'told') as Told[]).map(({ type }) => type))
const say = (page: Page, type: string, value: string) =>
  page.evaluate((command) => Reflect.get(window, 'say')(command), { type, value })

for (const [name, give] of Object.entries(HOSTS)) {
  test(`tells ${name} what happens, and does what it asks for`, async ({ page, openScreen }) => {
    await page.addInitScript(give)
    await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
    await expect.poll(() => told(page)).toContain('kyc:ready')
    await say(page, 'kyc:theme', 'dark')
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
    await say(page, 'kyc:language', 'it')
    await expect(page.locator('html')).toHaveAttribute('lang', 'it')
    await expect.poll(() => told(page)).toContain('kyc:language_changed')
    await say(page, 'kyc:close', '')
    await expect.poll(() => told(page)).toContain('kyc:close_request')
    await expect(page).toHaveURL(/#SUCCESS$/)
  })
}

test('takes a fresh token from the host, for a session that has ended', async ({ page, openScreen, token }) => {
  await page.addInitScript(HOSTS.Android)
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  await page.context().clearCookies()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Open this from your platform' })).toBeVisible()
  const { otToken } = await token()
  // The page stands there before its scripts listen.
  await page.waitForFunction(() => 'kycReceive' in window)
  await say(page, 'kyc:token', otToken)
  await expect(page.getByRole('heading', { name: 'Verify your identity' })).toBeVisible()
  await expect(page).not.toHaveURL(/token=/)
})

test('answers the handshake of cTrader’s plugins, and goes round no more than once', async ({ page, otherOrigin }) => {
  const { origin, stop } = await startCopy({ KYC_CTRADER_PLUGIN: 'on' })
  try {
    // As an app shows it: events on the page's own window. It registers at each confirmation.
    await page.addInitScript(() => {
      const heard: unknown[] = []
      Object.assign(window, { heard })
      window.addEventListener('message-to-host', (event) => {
        heard.push((event as MessageEvent).data)
        const data = { payloadType: 2000, payload: {}, clientMsgId: '1' }
        if (heard.length < 20) window.dispatchEvent(new MessageEvent('message-from-host', { data }))
      })
    })
    await page.goto(`${origin}/inapp/kyc`)
    const confirmed = expect.objectContaining({ payloadType: 2001, payload: {} })
    await expect.poll(() => page.evaluate(() => Reflect.get(window, 'heard'))).toEqual([confirmed, confirmed])

    // In a frame: messages between windows, to its exact origin.
    await page.goto(otherOrigin.url(`${origin}/inapp/kyc`))
    const received = () =>
      page.evaluate(() =>
        (Reflect.get(window, 'received') as { data: { type: string } }[])
          .map(({ data }) => data)
          .filter(({ type }) => type === 'message-to-host'),
      )
    await expect.poll(received).toEqual([{ type: 'message-to-host', data: confirmed }])
    for (let time = 0; time < 3; time += 1)
      await page.evaluate(() =>
        window.frames[0]?.postMessage({ type: 'message-from-host', data: { payloadType: 2000 } }, '*'),
      )
    await expect.poll(received).toHaveLength(2)
  } finally {
    await stop()
  }
})
