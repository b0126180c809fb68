import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { loadApp } from '../../load-app.mjs'

export const BRAND = 'acme'

/** A manager as a deployment has it, on SQLite. `observe` hears of every change: its brand, and what happened. */
export async function openManager(folder, observe = () => {}) {
  const { openDatabase } = await loadApp('lib/database/index.ts')
  const { createKeyring } = await loadApp('lib/files/keys.ts')
  const { createDiskFileStore } = await loadApp('lib/files/disk.ts')
  const { createManager, createSearch, openAudit, openSealer, sandboxTemplates } = await loadApp('lib/kyc/index.ts')
  const { createScreening } = await loadApp('lib/kyc/screening/create-screening.ts')
  const { USUAL_SCREENING } = await loadApp('lib/contract/screening/screening-settings.ts')
  const clock = () => new Date()
  const { db, feed } = await openDatabase(join(folder, 'kyc.db'))
  const keyring = createKeyring([randomBytes(32)])
  const now = clock().toISOString()
  const sealer = await openSealer({ db, keyring, now, report: () => {} })
  const store = createDiskFileStore({ directory: join(folder, 'storage'), keyring })
  const screening = createScreening({ settingsOf: () => USUAL_SCREENING, updateHours: 0, fetch, clock })
  const bugs = []
  const manager = createManager({
    ...{ db, feed, clock, sealer, keyring, store, screening, auditKey: await openAudit(db, keyring, now) },
    ...{ auditAnchor: null, scan: null, receivers: { callback: async () => {}, webhook: null, email: null } },
    ...{ terms: () => null, risk: new Map(), retention: new Map(), publicUrl: 'https://kyc.example.com' },
    ...{
      documentRules: () => ({}),
      sweepUploads: async () => {},
      observe,
      warnOverdue: () => {},
      checksOutputs: false,
      keys: [],
    },
    search: createSearch({ db, store, sealer, openHost: screening.openHost }),
    report: (error) => bugs.push(error),
    attemptFailed: (_, cause) => bugs.push(cause),
  })
  await manager.seed(BRAND, sandboxTemplates(String))
  return { manager, db, sealer, folder, bugs }
}
