import { onPinnedNode, Refusal } from './runtime.mjs'
import { runSuite } from './suite.mjs'

const USAGE = `Checks that a KYC backend offers the customer API as these screens need it.

  KYC_SERVICE_KEY=… npm run verify-backend -- https://kyc.example.com

KYC_BRAND (default: sandbox) is the brand of the customers that it invents; the brand needs the sandbox's step
templates. With KYC_MANAGER_KEY it also approves and sends back what it submitted, at /manager/kyc.`

await onPinnedNode(async () => {
  const [url] = process.argv.slice(2)
  const { KYC_SERVICE_KEY: key, KYC_BRAND: brand = 'sandbox', KYC_MANAGER_KEY: managerKey = null } = process.env
  if (!url || !URL.canParse(url) || !key) throw new Refusal(USAGE)
  // The suite that every backend passes here, against the one at the address.
  const tests = await runSuite('lib/backend/verification.suite.ts', {
    provide: { verified: { url: url.replace(/\/$/, ''), key, brand, managerKey } },
    ...{ testTimeout: 60_000, maxConcurrency: 1 },
  })
  report(tests)
  return tests.length > 0 && tests.every(({ state }) => state !== 'failed') ? 0 : 1
})

/** A line for each endpoint: a test that failed speaks against the endpoint that it used last. */
function report(tests) {
  const faults = tests.filter(({ state }) => state === 'failed')
  for (const endpoint of [...new Set(tests.flatMap(({ used }) => used))].sort()) {
    const against = faults.filter(({ used }) => used.at(-1) === endpoint)
    console.log(`${against.length === 0 ? 'pass' : 'FAIL'}  ${endpoint}`)
    for (const { name, reason } of against) console.log(`        ${name}: ${firstLine(reason)}`)
  }
  for (const { name, reason } of faults.filter(({ used }) => used.length === 0))
    console.log(`FAIL  ${name}: ${firstLine(reason)}`)
  const skipped = tests.filter(({ state }) => state === 'skipped')
  for (const { name, reason } of skipped) console.log(`skip  ${name}: ${firstLine(reason)}`)
  console.log(
    `\n${tests.length - faults.length - skipped.length} passed, ${faults.length} failed, ${skipped.length} skipped`,
  )
}

function firstLine(text = '') {
  return text.split('\n')[0]
}
