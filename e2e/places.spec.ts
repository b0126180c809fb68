import { request as ask, type IncomingHttpHeaders } from 'node:http'
import type { ServerOptions } from 'node:https'
import AxeBuilder from '@axe-core/playwright'
import type { Response } from '@playwright/test'
import { startCopy } from './support/copies'
import { forwardTo, serveHttps } from './support/https'
import { expect, type FrameLocator, test as onePage, type Page } from './support/test'

/** The screens where they cannot be used: a page in words for the person, one line for whoever can mend it. */
const test = onePage.extend({ screensOrigin: ({ secureOrigin }, use) => use(secureOrigin) })

const frameOf = (page: Page): FrameLocator => page.frameLocator('iframe')

/** Posts the shell's form with these headers, as no browser lets one choose them. */
function post(port: number, headers: Record<string, string>, token: string) {
  const options = { port, host: '127.0.0.1', path: '/inapp/kyc/enter', method: 'POST' }
  const form = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html', 'accept-language': 'en' }
  return new Promise<{ status: number; headers: IncomingHttpHeaders; body: string }>((resolve, reject) => {
    const sent = ask({ ...options, headers: { ...form, ...headers } }, async (answer) => {
      let body = ''
      for await (const chunk of answer.setEncoding('utf8')) body += chunk
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body })
    })
    sent.once('error', reject)
    sent.end(new URLSearchParams({ token, next: '/inapp/kyc?lang=en' }).toString())
  })
}

test('one address is the same however its host is written, and nobody enters under another', async ({
  origin,
  token,
}) => {
  const port = Number(new URL(origin).port)
  for (const [host, page] of [
    ['kyc.example.com:443', 'https://kyc.example.com'],
    ['KYC.Example.com', 'https://kyc.example.com'],
    ['kyc.example.com.', 'https://kyc.example.com'],
    ['[2001:DB8::1]:443', 'https://[2001:db8::1]'],
    ['localhost:80', 'http://localhost'],
  ] as const) {
    const entered = await post(port, { host, origin: page, 'sec-fetch-site': 'same-origin' }, (await token()).otToken)
    expect([host, entered.status, entered.headers.location]).toEqual([host, 303, '/inapp/kyc?lang=en'])
    expect(entered.headers['set-cookie']?.join()).toContain('__Host-kyc=')
  }
  const { otToken } = await token()
  for (const [host, page] of [
    ['kyc.example.com', 'https://evil.example'],
    ['kyc.example.com', 'https://kyc.example.com:8443'],
    ['kyc.example.com', 'null'],
    ['kyc.example.com', 'http://kyc.example.com'],
  ] as const) {
    const refused = await post(port, { host, origin: page }, otToken)
    expect([page, refused.status, refused.headers['content-type']]).toEqual([page, 403, 'text/html; charset=utf-8'])
    expect(refused.body).toContain('Contact support')
    expect(refused.headers['set-cookie']).toBeUndefined()
  }
  // Nothing of that has spent it.
  expect(await post(port, { host: 'kyc.example.com' }, otToken)).toMatchObject({ status: 303 })
})

test('behind a proxy that changes the host, the log names both and what to set, and the public URL mends it', async () => {
  const changed = { host: 'app:3000', origin: 'https://kyc.example.com', 'sec-fetch-site': 'same-origin' }
  const unset = await startCopy({})
  const set = await startCopy({ KYC_PUBLIC_URL: 'https://KYC.example.com:443/' })
  try {
    const refused = await post(unset.port, changed, 'A'.repeat(43))
    expect(refused.status).toBe(403)
    expect(refused.body).toContain('Verification can’t open at this address')
    const line = () =>
      unset
        .printed()
        .split('\n')
        .filter((text) => text.includes('ORIGIN_REFUSED'))
    await expect.poll(line).toHaveLength(1)
    for (const word of ['https://kyc.example.com', 'app:3000', 'KYC_PUBLIC_URL=', 'proxy_set_header Host'])
      expect(line()[0]).toContain(word)
    const forwarded = { ...changed, 'x-forwarded-host': 'kyc.example.com' }
    expect((await post(unset.port, forwarded, 'A'.repeat(43))).headers.location).toContain('TOKEN_INVALID')

    expect((await post(set.port, changed, 'A'.repeat(43))).headers.location).toContain('TOKEN_INVALID')
    expect((await post(set.port, { ...changed, origin: 'https://evil.example' }, 'A'.repeat(43))).status).toBe(403)
  } finally {
    await Promise.all([unset.stop(), set.stop()])
  }
})

/** What the frame's sandbox allows, and what is read there once the person has done what it offers. */
const SEALED = {
  'allow-scripts allow-forms': 'in the frame',
  'allow-scripts allow-forms allow-popups': 'in the window',
  'allow-scripts allow-same-origin': 'in the frame',
  'allow-scripts allow-same-origin allow-popups': 'in the window',
} as const

for (const [sandbox, read] of Object.entries(SEALED)) {
  test(`in a frame with sandbox="${sandbox}" the person reads what its page has to change, and the token is kept`, async ({
    page,
    context,
    otherOrigin,
    screenUrl,
    origin,
  }) => {
    const url = await screenUrl('/inapp/kyc', { kycType: 'basic' })
    await page.goto(otherOrigin.url(url, '', `&sandbox=${encodeURIComponent(sandbox)}`))
    const frame = frameOf(page)
    const popup = read === 'in the window' ? context.waitForEvent('page') : null
    await frame.getByRole('link', { name: 'Continue in a new window' }).click()
    if (popup) {
      // The window has the frame's sandbox: it says so itself, and offers no other one.
      const window = await popup
      await expect(window.getByText('FRAME_SEALED')).toBeVisible()
      await expect(window.getByRole('link', { name: 'Continue in a new window' })).toBeHidden()
    } else {
      await expect(frame.getByRole('heading', { name: 'Verification can’t open in this frame' })).toBeVisible()
      await expect(frame.getByText('allow-same-origin').filter({ visible: true })).toBeVisible()
      await expect(frame.getByText('Verification continues in the other window')).toHaveCount(0)
    }
    await expectUnspent(url, origin)
  })
}

async function expectUnspent(url: string, origin: string): Promise<void> {
  const [token, port] = [new URL(url).searchParams.get('token') ?? '', Number(new URL(origin).port)]
  const spend = async () => (await post(port, { host: 'localhost' }, token)).headers.location
  expect(await spend()).not.toContain('problem')
  expect(await spend()).toContain('TOKEN_USED')
}

test('in a frame without scripts nor an origin, who presses Continue reads a page, and the token is kept', async ({
  page,
  otherOrigin,
  screenUrl,
  origin,
}) => {
  const url = await screenUrl('/inapp/kyc', { kycType: 'basic' })
  await page.goto(otherOrigin.url(url, '', '&sandbox=allow-forms'))
  const answers: Response[] = []
  page.on('response', (answer) => /\/enter$/.test(answer.url()) && answers.push(answer))
  await page.keyboard.press('Tab')
  await expect(async () => {
    await page.keyboard.press('Enter')
    expect(answers).not.toEqual([])
  }).toPass()
  const [answer] = answers as [Response]
  expect([answer.status(), answer.headers()['content-type']]).toEqual([403, 'text/html; charset=utf-8'])
  const read = await answer.text()
  expect(read).toContain('Verification can’t open in this frame')
  expect(read).toContain('allow-same-origin')
  await expectUnspent(url, origin)
})

test('without scripts a page says what they are needed for, before and after the token', async ({
  browser,
  screenUrl,
}) => {
  const page = await browser.newPage({ javaScriptEnabled: false, ignoreHTTPSErrors: true })
  await page.goto(await screenUrl('/inapp/kyc', { kycType: 'basic' }))
  await expect(page.getByRole('heading', { name: 'Verification needs JavaScript' })).toBeVisible()
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page).not.toHaveURL(/token=/)
  await expect(page.getByRole('heading', { name: 'Verification needs JavaScript' })).toBeVisible()
  await page.close()
})

test('the doctor says what a sealed frame’s page has to change', async ({ page, secureOrigin, otherOrigin }) => {
  const doctor = `${secureOrigin}/embed-doctor`
  await page.goto(otherOrigin.url(doctor, '', '&sandbox=allow-scripts'))
  const frame = frameOf(page)
  await expect(frame.getByRole('row', { name: /^frame/ })).toContainText('allow-same-origin')
  await expect(frame.getByRole('row', { name: /^forms/ })).toContainText('allow-forms')
  const withoutScripts = await (await page.request.get(doctor)).text()
  expect(withoutScripts).toMatch(/<noscript>.*its sandbox attribute needs allow-scripts.*<\/noscript>/)
  await page.goto(otherOrigin.url(doctor))
  await expect(frame.getByRole('row', { name: /^frame/ })).toContainText('Works')
  await expect(frame.getByRole('row', { name: /^forms/ })).toContainText('may be sent')
})

/** A copy that these may embed, behind HTTPS: to plain HTTP browsers say nothing of frames. */
async function startEmbeddable(ancestors: string, certificate: ServerOptions) {
  const copy = await startCopy({ KYC_FRAME_ANCESTORS: ancestors })
  const { port, close } = await serveHttps(certificate, forwardTo(copy.origin))
  return { origin: `https://localhost:${port}`, printed: copy.printed, stop: () => Promise.all([copy.stop(), close()]) }
}

test('inside a page that may not embed the screens the person reads so, and the log names both', async ({
  page,
  context,
  otherOrigin,
  certificate,
}) => {
  const copy = await startEmbeddable("'self' https://app.example.com", certificate)
  try {
    await page.goto(otherOrigin.url(`${copy.origin}/inapp/kyc?lang=fr&token=${'A'.repeat(43)}`))
    const frame = frameOf(page)
    await expect(frame.getByRole('heading', { name: 'La vérification ne peut pas s’afficher' })).toBeVisible()
    await expect(frame.getByText('KYC_FRAME_ANCESTORS')).toBeVisible()
    const line = () =>
      copy
        .printed()
        .split('\n')
        .filter((text) => text.includes('FRAME_REFUSED'))
    await expect.poll(line).toHaveLength(1)
    for (const word of [
      otherOrigin.origin,
      new URL(copy.origin).host,
      'https://app.example.com',
      'KYC_FRAME_ANCESTORS',
    ])
      expect(line()[0]).toContain(word)
    // In a window of its own it goes on.
    const opened = context.waitForEvent('page')
    await frame.getByRole('link').first().click()
    await expect((await opened).getByText('TOKEN_INVALID')).toBeVisible()
    // The look that the link names, as on the screens.
    const look = { accent: '0f766e', radius: 'none', theme: 'light', lang: 'fr' }
    await page.goto(otherOrigin.url(`${copy.origin}/inapp/kyc?${new URLSearchParams(look)}`))
    const button = frame.getByRole('link', { name: 'Continuer dans une nouvelle fenêtre' })
    await expect(button).toHaveCSS('background-color', 'rgb(15, 118, 110)')
    await expect(button).toHaveCSS('border-radius', '0px')
  } finally {
    await copy.stop()
  }
})

test('a page without a name reads so too, and one that keeps its name to itself embeds the screens if it may', async ({
  page,
  otherOrigin,
  certificate,
}) => {
  const copy = await startEmbeddable(otherOrigin.origin, certificate)
  const frame = `<iframe referrerpolicy="no-referrer" src="${copy.origin}/inapp/kyc?lang=en"></iframe>`
  try {
    await page.goto(otherOrigin.origin)
    const embed = (html: string) =>
      page.evaluate((body) => {
        document.body.innerHTML = body
      }, html)
    await embed(frame)
    await expect(page.frameLocator('iframe').getByText('TOKEN_MISSING')).toBeVisible()
    await embed(`<iframe src="data:text/html,${encodeURIComponent(frame)}"></iframe>`)
    const inner = page.frameLocator('iframe').frameLocator('iframe')
    await expect(inner.getByText('FRAME_REFUSED')).toBeVisible()
  } finally {
    await copy.stop()
  }
})

test('a page that only led here from inside an allowed frame stops nobody', async ({
  page,
  otherOrigin,
  certificate,
}) => {
  const { port } = new URL(otherOrigin.origin)
  const copy = await startEmbeddable(otherOrigin.origin, certificate)
  try {
    // The launcher is of a third origin: it may not embed the screens itself.
    const launcher = `https://localhost:${port}/launch?to=${encodeURIComponent(`${copy.origin}/inapp/kyc`)}`
    await page.goto(otherOrigin.url(launcher))
    await expect(frameOf(page).getByText('TOKEN_MISSING')).toBeVisible()
    expect(copy.printed()).toContain(`https://localhost:${port} leads to the screens`)
  } finally {
    await copy.stop()
  }
})

for (const query of ['theme=light&lang=en', 'theme=dark&lang=ar', 'theme=light&lang=hu']) {
  test(`the page in words has nothing that axe objects to, and fits the narrowest phone: ${query}`, async ({
    page,
  }) => {
    await page.setViewportSize({ width: 320, height: 640 })
    // Opened as it is, it is a page like any other.
    await page.setExtraHTTPHeaders({ 'accept-language': new URLSearchParams(query).get('lang') ?? '' })
    await page.goto(`/inapp/kyc/refused-frame?${query}`)
    await expect(page.getByText('FRAME_REFUSED')).toBeVisible()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
  })
}

test('a browser without cookies reads so, on a page of its own, and the token is kept', async ({ page, screenUrl }) => {
  await page.addInitScript(() => Object.defineProperty(document, 'cookie', { get: () => '', set: () => {} }))
  await page.goto(await screenUrl('/inapp/kyc'))
  await expect(page.getByRole('heading', { name: 'Your browser keeps no cookies here' })).toBeVisible()
})
