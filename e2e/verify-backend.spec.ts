import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { CUSTOMER_API_PATH, CUSTOMER_OPERATIONS } from '@/lib/contract/customer-api'
import { expect, test } from './support/test'

const run = promisify(execFile)

test('tells a broker that a backend conforms, a line for each endpoint', async ({ origin }) => {
  const env = { ...process.env, KYC_SERVICE_KEY: 'sandbox-service', KYC_MANAGER_KEY: 'sandbox-manager' }
  const { stdout } = await run(process.execPath, ['scripts/verify-backend.mjs', origin], { env })
  expect(stdout.split('\n').filter((line) => !line.startsWith('skip'))).toEqual([
    ...Object.values(CUSTOMER_OPERATIONS).map(
      ({ method, path }) => `pass  ${method.padEnd(6)} ${CUSTOMER_API_PATH}/{customer_id}${path}`,
    ),
    '',
    expect.stringMatching(/^\d+ passed, 0 failed, 1 skipped$/),
    '',
  ])
})

test('tells a broker at which endpoint a backend fails, and why', async ({ origin }) => {
  const env = { ...process.env, KYC_SERVICE_KEY: 'a-wrong-key' }
  const failed = await run(process.execPath, ['scripts/verify-backend.mjs', origin], { env }).catch((error) => error)
  expect(failed.code).toBe(1)
  expect(failed.stdout).toMatch(/^FAIL {2}POST +\/kyc\/customers\/\{customer_id\}\/open\n/m)
  expect(failed.stdout).toMatch(/^ +sent +POST \/kyc\/customers\/[\w-]+\/open\?brand=sandbox /m)
  expect(failed.stdout).toMatch(/^ +expected +200 with CustomerKyc\n +came +401 UNAUTHENTICATED$/m)
})
