import { rmSync } from 'node:fs'
import { relative } from 'node:path'
import { makeTemporaryFolder } from '../run-folder.mjs'
import { onPinnedNode, root } from '../runtime.mjs'

/**
 * The fault bench: breaks what the app stands on, and prints a line per experiment with what was found. Those of this folder run
 * among the tests too, in a short form; the others are tests of what they break, and are run as they are.
 */

/** What is tried, and the tests that try it. */
const EXPERIMENTS = {
  'kill −9 under load: submit, upload, approve, keys, erase': 'scripts/faults/kill.test.ts',
  'peers that hang, reset, trickle, flood, redirect': 'scripts/faults/peers.test.ts',
  'a locked database; Postgres stopped and killed; a full and a read-only disk': 'scripts/faults/outages.test.ts',
  'large files sent at once': 'scripts/faults/memory.test.ts',
  'clocks a day wrong': 'scripts/faults/clocks.test.ts',
  'who may come in where: role × route × owner × brand': 'scripts/faults/doors.test.ts',
  'a server that is stopped': 'scripts/canary/stop.test.ts',
  'database: connections lost, read-only, full': 'lib/database/unavailable.test.ts',
  'races of approve and reject': 'lib/kyc/races.test.ts',
  'races of tokens': 'lib/kyc/tokens.test.ts',
  'races of codes': 'lib/kyc/codes.test.ts',
  'requests sent twice': 'lib/kyc/once-per-key.test.ts',
  'two instances on one Postgres': 'lib/kyc/instances.test.ts',
  'tampering with the audit': 'lib/kyc/audit-chain.test.ts',
  'a cut-off audit, and its anchors': 'lib/kyc/audit-anchors.test.ts',
  'swapped rows and files': 'lib/kyc/swapped.test.ts',
  'a rotation ended at each statement': 'lib/kyc/master-keys.test.ts',
  'backup under load, restored elsewhere': 'scripts/upkeep/backup.test.ts',
  'bombs, and files that lie': 'lib/inspection/inspection.test.ts',
  'children beyond their limits': 'lib/inspection/child.test.ts',
  'uploads that end early or lie': 'lib/files/uploads.test.ts',
  'naughty strings at both APIs': 'lib/backend/naughty-strings.test.ts',
  'naughty strings in emails': 'lib/mail/naughty-email.test.ts',
  'naughty strings in exports': 'lib/server/csv.test.ts',
  'erasure, by canaries': 'lib/kyc/erasure.test.ts',
  'the log, by canaries': 'scripts/canary/nothing-personal.test.ts',
}

await onPinnedNode(async () => {
  process.env.KYC_FAULTS = 'long'
  const words = process.argv.slice(2)
  const chosen = Object.entries(EXPERIMENTS).filter(([name, file]) =>
    words.every((word) => name.includes(word) || file.includes(word)),
  )
  const temporary = makeTemporaryFolder()
  const { startVitest } = await import('vitest/node')
  let failed = 0
  const reporter = {
    onTestModuleEnd(module) {
      const tests = [...module.children.allTests()]
      const fell = tests.filter((test) => test.result().state === 'failed')
      failed += fell.length + module.errors().length
      const seconds = (tests.reduce((sum, test) => sum + (test.diagnostic()?.duration ?? 0), 0) / 1_000).toFixed(0)
      const [name] = chosen.find(([, file]) => file === relative(root, module.moduleId)) ?? [module.moduleId]
      const told = tests.flatMap((test) => test.meta().figure ?? [])
      const ran = tests.filter((test) => test.result().state !== 'skipped').length
      const figures = told.length > 0 ? told : [`${ran - fell.length} of ${ran} tests held`]
      for (const figure of figures) console.log(`${name}: ${figure} (${seconds} s)`)
      for (const test of fell) console.log(`  FELL: ${test.fullName}\n    ${test.result().errors?.[0]?.message}`)
      for (const error of module.errors()) console.log(`  FELL: ${error.message}`)
    },
  }
  const files = chosen.map(([, file]) => file)
  const vitest = await startVitest('test', files, { root, watch: false, maxWorkers: 1, reporters: [reporter] })
  await vitest.close()
  rmSync(temporary, { recursive: true, force: true })
  console.log(`\n${files.length} experiments, ${failed} fell`)
  return failed > 0 || files.length === 0 ? 1 : 0
})
