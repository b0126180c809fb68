import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from './support/test'

const run = promisify(execFile)

test('tells a broker that a backend conforms, a line for each endpoint', async ({ origin }) => {
  const env = { ...process.env, KYC_SERVICE_KEY: 'sandbox-service', KYC_MANAGER_KEY: 'sandbox-manager' }
  const { stdout } = await run(process.execPath, ['scripts/verify-backend.mjs', origin], { env })
  expect(stdout.match(/^pass {2}\w+ +\/kyc\/customers\/\{customer_id\}/gm)).toHaveLength(12)
  expect(stdout).toMatch(/\d+ passed, 0 failed, 1 skipped/)
})

test('tells a broker at which endpoint a backend fails, and why', async ({ origin }) => {
  const env = { ...process.env, KYC_SERVICE_KEY: 'a-wrong-key' }
  const failed = await run(process.execPath, ['scripts/verify-backend.mjs', origin], { env }).catch((error) => error)
  expect(failed.code).toBe(1)
  expect(failed.stdout).toMatch(/^FAIL {2}POST +\/kyc\/customers\/\{customer_id\}\/open\n.+not reachable/m)
})
