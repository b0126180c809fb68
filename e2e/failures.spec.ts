import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { startCopy } from './support/copies'
import { expect, test } from './support/test'

const tokenOf = async (origin: string) => {
  const answer = await fetch(`${origin}/ctid2/inAppOneTimeToken/data?kycType=basic`, {
    headers: { authorization: 'Bearer sandbox:Mira' },
  })
  return (await answer.json()).otToken as string
}

const enter = (origin: string, token: string) =>
  fetch(`${origin}/inapp/kyc/enter`, {
    ...{ method: 'POST', redirect: 'manual', headers: { origin } },
    body: new URLSearchParams({ token, next: '/inapp/kyc' }),
  })

test('a database that somebody has locked costs nobody their token, and the server lives and says so', async ({
  page,
}) => {
  const copy = await startCopy({})
  const token = await tokenOf(copy.origin)
  expect((await fetch(`${copy.origin}/readyz`)).status).toBe(200)
  const other = new DatabaseSync(join(copy.env.KYC_DATA_DIR ?? '', 'kyc.db'))
  try {
    other.exec('begin immediate')
    const refused = enter(copy.origin, token)
    // Meanwhile others are served.
    const began = performance.now()
    expect((await fetch(`${copy.origin}/healthz`)).status).toBe(200)
    expect(performance.now() - began).toBeLessThan(3_000)
    const answer = await refused
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/inapp/kyc?problem=BACKEND_UNAVAILABLE'])
    await expect
      .poll(async () => (await fetch(`${copy.origin}/readyz`)).json())
      .toMatchObject({ ok: false, checks: { database: 'failed', files: 'ok' } })
    const figures = await fetch(`${copy.origin}/metrics`, { headers: { authorization: 'Bearer sandbox-metrics' } })
    expect(await figures.text()).toContain('kyc_refusals_total{code="BACKEND_UNAVAILABLE",reason=""} 1')
    expect((await fetch(`${copy.origin}/metrics`)).status).toBe(401)
    await page.goto(`${copy.origin}${answer.headers.get('location')}&lang=en`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()

    other.exec('rollback')
    const entered = await enter(copy.origin, token)
    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/inapp/kyc'])
    expect(entered.headers.get('set-cookie')).toContain('__Host-kyc=')
    await expect.poll(async () => (await fetch(`${copy.origin}/readyz`)).status).toBe(200)
  } finally {
    other.close()
    await copy.stop()
  }
})

test('a file store that is gone is said to monitoring and to callers, until it is back', async () => {
  const copy = await startCopy({})
  const storage = join(copy.env.KYC_DATA_DIR ?? '', 'storage')
  const upload = () => {
    const body = new FormData()
    body.set('file', new Blob(['%PDF-1.4\n%%EOF\n'], { type: 'application/pdf' }), 'bill.pdf')
    return fetch(`${copy.origin}/upload`, {
      method: 'POST',
      body,
      headers: { authorization: 'Bearer sandbox-manager' },
    })
  }
  try {
    renameSync(storage, `${storage}.away`)
    writeFileSync(storage, '')
    expect(await (await fetch(`${copy.origin}/readyz`)).json()).toMatchObject({
      ok: false,
      checks: { files: 'failed' },
    })
    renameSync(storage, `${storage}.not`)
    renameSync(`${storage}.away`, storage)
    await expect.poll(async () => (await fetch(`${copy.origin}/readyz`)).status).toBe(200)
    expect((await upload()).status).toBeLessThan(500)
  } finally {
    await copy.stop()
  }
})
