import { expect, test } from './support/test'

test('a link from a manager shows what is missing, once, and only when it is pressed', async ({
  page,
  browser,
  token,
  manager,
  openScreen,
  origin,
}) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'standard' })
  const { userId } = await token()
  const { url } = await manager('MngCreateKycLink', { customer_id: String(userId), mail: true })

  const elsewhere = await browser.newContext({ locale: 'en-GB' })
  const opened = await elsewhere.newPage()
  // What a mail scanner does to a link.
  await fetch(url)
  await fetch(url, { method: 'HEAD' })
  // And what somebody would do who has seen it: it is no token of a platform's.
  const asked = JSON.stringify({ token: new URL(url).searchParams.get('token') })
  const headers = { 'content-type': 'application/json' }
  const validated = await fetch(`${origin}/api/validate-token`, { method: 'POST', headers, body: asked })
  expect(await validated.json()).toEqual({ valid: false, code: 'TOKEN_INVALID' })
  await opened.goto(url)
  await expect(opened.getByRole('heading', { level: 1, name: 'Your verification is waiting' })).toBeVisible()
  await expect(opened).not.toHaveURL(/token=/)
  await opened.getByRole('button', { name: 'Continue' }).click()
  await expect(opened.getByRole('heading', { level: 1, name: 'Let’s get you verified' })).toBeVisible()
  await expect(opened.getByText('Personal details').first()).toBeVisible()
  await elsewhere.close()

  const again = await browser.newContext({ locale: 'en-GB' })
  const second = await again.newPage()
  await second.goto(url)
  await second.getByRole('button', { name: 'Continue' }).click()
  await expect(second.getByText('Code: TOKEN_USED')).toBeVisible()
  await again.close()
})
