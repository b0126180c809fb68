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
  await say(page, 'kyc:token', otToken)
  await expect(page.getByRole('heading', { name: 'Verify your identity' })).toBeVisible()
  await expect(page).not.toHaveURL(/token=/)
})
