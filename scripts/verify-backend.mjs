import { loadApp } from './load-app.mjs'
import { onPinnedNode, Refusal } from './runtime.mjs'
import { runSuite } from './suite.mjs'

const USAGE = `Checks that a KYC backend offers the customer API as these screens need it.

  KYC_SERVICE_KEY=… npm run verify-backend -- https://kyc.example.com

It invents customers of the brand KYC_BRAND (default: sandbox), opens each level, and fills in whatever the steps of
your templates ask for. What your templates do not ask for is skipped, with the reason. With KYC_MANAGER_KEY, a key of
the manager API at the same address, it also approves and sends back what it submitted.`

await onPinnedNode(async () => {
  const [url] = process.argv.slice(2)
  const { KYC_SERVICE_KEY: key, KYC_BRAND: brand = 'sandbox', KYC_MANAGER_KEY: managerKey } = process.env
  if (!url || !URL.canParse(url) || !key) throw new Refusal(USAGE)
  // The suite that every backend passes here, against the one at the address.
  const tests = await runSuite('lib/backend/verification.suite.ts', {
    provide: { verified: { url: url.replace(/\/$/, ''), key, brand, managerKey: managerKey || null } },
    ...{ testTimeout: 60_000, maxConcurrency: 1 },
  })
  const { reportOf } = await loadApp('lib/backend/verification-report.ts')
  for (const line of reportOf(tests)) console.log(line)
  return tests.length > 0 && tests.every(({ state }) => state !== 'failed') ? 0 : 1
})
