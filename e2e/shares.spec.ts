import { randomBytes } from 'node:crypto'
import { startCopy } from './support/copies'
import { expect, test } from './support/test'

test('whoever guesses waits, and keeps nobody else out', async ({ page }) => {
  const copy = await startCopy({})
  const from = (address: string) => ({ 'x-forwarded-for': address, origin: copy.origin })
  const enter = (token: string, address: string) =>
    fetch(`${copy.origin}/inapp/kyc/enter`, {
      ...{ method: 'POST', redirect: 'manual', headers: from(address) },
      body: new URLSearchParams({ token, next: '/inapp/kyc' }),
    })
  const guess = () => randomBytes(32).toString('base64url')
  const asManager = (key: string, address: string) =>
    fetch(`${copy.origin}/manager/kyc/templates?limit=1`, {
      headers: { ...from(address), authorization: `Bearer ${key}` },
    })
  try {
    const problems = new Map<string, number>()
    for (let guesses = 0; guesses < 62; guesses += 1) {
      const location = (await enter(guess(), '198.51.100.1')).headers.get('location') ?? ''
      problems.set(location, (problems.get(location) ?? 0) + 1)
    }
    expect([...problems]).toEqual([
      ['/inapp/kyc?problem=TOKEN_INVALID', 60],
      ['/inapp/kyc?problem=TOO_MANY_REQUESTS', 2],
    ])
    expect((await enter(guess(), '198.51.100.2')).headers.get('location')).toContain('TOKEN_INVALID')
    await page.goto(`${copy.origin}/inapp/kyc?problem=TOO_MANY_REQUESTS&lang=en`)
    await expect(page.getByRole('heading', { name: 'Too many attempts' })).toBeVisible()

    const statuses: number[] = []
    for (let guesses = 0; guesses < 102; guesses += 1) statuses.push((await asManager(guess(), '198.51.100.1')).status)
    expect([...new Set(statuses.slice(0, 100))]).toEqual([401])
    expect(statuses.slice(100)).toEqual([429, 429])
    const refused = await asManager(guess(), '198.51.100.1')
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await refused.json()).toMatchObject({ code: 'TOO_MANY_REQUESTS', retryAllowed: true })
    expect((await asManager('sandbox-manager', '198.51.100.1')).status).toBe(200)
  } finally {
    await copy.stop()
  }
})
