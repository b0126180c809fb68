import { expect, test } from './support/test'

const PROBLEMS = [
  { name: 'missing', query: '', heading: 'Open this from your platform' },
  { name: 'malformed', query: '?token=%3Cscript%3E', heading: 'This link is incomplete' },
  { name: 'unknown', query: `?token=${'A'.repeat(43)}`, heading: 'We don’t recognise this link' },
]

for (const { name, query, heading } of PROBLEMS) {
  test(`tells what to do about a ${name} token`, async ({ page }) => {
    await page.goto(`/inapp/kyc${query}`)
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Back to trading' })).toBeVisible()
  })
}

test('tells a stranger that a token has been used, and lets its own person go on', async ({
  page,
  browser,
  screenUrl,
}) => {
  const url = await screenUrl('/inapp/kyc')
  await page.goto(url)
  const screen = page.getByRole('heading', { name: 'Verify your identity' })
  await expect(screen).toBeVisible()
  await page.goto(url)
  await expect(screen).toBeVisible()

  const stranger = await browser.newPage()
  await stranger.goto(url)
  await expect(stranger.getByRole('heading', { level: 1, name: 'This link was already used' })).toBeVisible()
  await stranger.close()
})

test('never spends a token on a GET, nor on a HEAD', async ({ page, request, screenUrl }) => {
  const url = await screenUrl('/inapp/kyc')
  for (const answer of [await request.get(url), await request.head(url), await request.get(url)]) {
    expect(answer.status()).toBe(200)
  }
  await page.goto(url)
  await expect(page.getByRole('heading', { name: 'Verify your identity' })).toBeVisible()
})

test('leaves the token in no address, markup or history entry', async ({ page, screenUrl }) => {
  const url = await screenUrl('/inapp/kyc')
  const token = new URL(url).searchParams.get('token') ?? ''
  const leaked: string[] = []
  page.on('request', (request) => {
    const isOwnLink = request.url() === url
    const told = [isOwnLink ? '' : request.url(), request.headers().referer ?? '']
    if (told.some((text) => text.includes(token))) leaked.push(request.url())
  })
  await page.goto(url)
  await expect(page.getByRole('heading', { name: 'Verify your identity' })).toBeVisible()
  await page.reload()
  expect(await page.content()).not.toContain(token)
  await page.goBack()
  expect(page.url()).not.toContain(token)
  expect(leaked).toEqual([])
})

test('lets a client without script enter by the form alone', async ({ origin, screenUrl }) => {
  const url = await screenUrl('/inapp/kyc')
  const shell = await (await fetch(url)).text()
  const form = /<form[^>]*action="\/inapp\/kyc\/enter"[^>]*>[\s\S]*?<\/form>/.exec(shell)?.[0] ?? ''
  expect(form).toContain('method="post"')
  const fields = [...form.matchAll(/name="(token|next)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
    name,
    value.replaceAll('&amp;', '&'),
  ])
  const post = () =>
    fetch(new URL('/inapp/kyc/enter', origin), {
      method: 'POST',
      body: new URLSearchParams(fields),
      redirect: 'manual',
    })
  const entered = await post()
  expect(entered.status).toBe(303)
  expect(entered.headers.get('location')).toMatch(/^\/inapp\/kyc(\?|$)/)
  expect(entered.headers.get('set-cookie')).toMatch(/^__Host-.*HttpOnly; Secure; SameSite=None; Partitioned/)
  const again = await post()
  expect(again.headers.get('set-cookie')).toBeNull()
  expect(again.headers.get('location')).toContain('TOKEN_USED')
})

test('answers a validated token once', async ({ origin, token }) => {
  const { otToken, userId } = await token()
  const validate = (body: unknown) =>
    fetch(new URL('/api/validate-token', origin), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }).then((answer) => answer.json())
  expect(await validate({ token: otToken })).toMatchObject({ valid: true, userId })
  expect(await validate({ token: otToken })).toMatchObject({ valid: false, code: 'TOKEN_USED' })
  expect(await validate({ token: 'nothing' })).toMatchObject({ valid: false })
})

test('ignores what it does not know in the query', async ({ page, openScreen }) => {
  await openScreen(page, '/inapp/kyc', { theme: 'plaid', source: 'Toaster', utm_source: 'mail', step: 'elsewhere' })
  await expect(page.getByRole('heading', { name: 'Verify your identity' })).toBeVisible()
})
