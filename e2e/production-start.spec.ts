import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { startCopy } from './support/copies'
import { expect, test } from './support/test'

const STARTER = 'templates/starter.json'
const TITLE = 'Verification isn’t set up yet'

/** A CRM that knows every token: a person's own, and always of the same person. */
async function startCrm() {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ valid: true, userId: 4711, email: 'ada@example.com', tradingLogin: 67890 }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url, stop: () => new Promise((resolve) => server.close(resolve)) }
}

test('says in production that nothing is set up yet, until templates are imported', async ({ page }) => {
  const crm = await startCrm()
  const key = () => randomBytes(32).toString('base64')
  const copy = await startCopy({
    ...{ KYC_SANDBOX: 'off', KYC_HOST: '127.0.0.1', KYC_MASTER_KEY: key(), KYC_SESSION_KEY: key() },
    ...{ KYC_SERVICE_KEY: key(), KYC_BRAND: 'acme', KYC_TOKEN_CONTRACT: 'crm', KYC_TOKEN_URL: crm.url },
    ...{ KYC_MANAGER_KEYS: '[]', KYC_SUPPORT_EMAIL: 'help@acme.example' },
  })
  try {
    await expect.poll(copy.printed).toContain('npm run templates -- import')
    const health = await fetch(`${copy.origin}/healthz`)
    expect(health.status).toBe(200)
    expect(await health.json()).toMatchObject({ ok: true, warnings: [{ code: 'NO_TEMPLATES', brand: 'acme' }] })

    await page.goto(`${copy.origin}/inapp/kyc?token=${randomBytes(24).toString('hex')}&lang=en`)
    for (const screen of ['/inapp/kyc', '/inapp/kyc/status', '/inapp/kyc/upload']) {
      if (screen !== '/inapp/kyc') await page.goto(`${copy.origin}${screen}?lang=en`)
      await expect(page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible()
      await expect(page.getByRole('main').getByRole('link', { name: 'Contact support' })).toHaveAttribute(
        'href',
        'mailto:help@acme.example',
      )
    }

    await promisify(execFile)(process.execPath, ['scripts/templates.mjs', 'import', STARTER, '--without', 'email'], {
      env: copy.env,
    })
    await page.goto(`${copy.origin}/inapp/kyc?lang=en`)
    await expect(page.getByRole('heading', { level: 2, name: 'Identity document' })).toBeVisible()
    expect(await (await fetch(`${copy.origin}/healthz`)).json()).toEqual({ ok: true, warnings: [] })

    // What was encrypted with one key is not served with another.
    // What the page still fetches would fail with the server.
    await page.goto('about:blank')
    await copy.stop()
    const start = ['scripts/start.mjs']
    const otherKey = { KYC_MASTER_KEY: key() }
    const notTheKey = /KYC_MASTER_KEY: is not the key that the data was encrypted with.*KYC_DATA_DIR/
    for (const [command, settings, words] of [
      [start, otherKey, notTheKey],
      [['scripts/templates.mjs', 'export', '/dev/null'], otherKey, notTheKey],
      [start, { KYC_DATA_DIR: STARTER }, /KYC_DATA_DIR: .*starter\.json: is a file, not a folder/],
    ] as const) {
      const env = { ...copy.env, ...settings }
      const refused = await promisify(execFile)(process.execPath, command, { env }).catch((error) => error)
      expect([command, refused.code, refused.stderr]).toEqual([command, 1, expect.stringMatching(words)])
    }
  } finally {
    await copy.stop()
    await crm.stop()
  }
})
