import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { openDatabase } from '@/lib/database'
import type { Database } from '@/lib/database/schema'
import { createKeyring } from '@/lib/files/keys'
import { DATABASES, openTestManager, submitStandard } from '@/lib/testing/manager'
import { openSealer } from '.'

const NOW = '2026-11-28T12:00:00.000Z'
const key = () => new Uint8Array(randomBytes(32))

const opens = async (db: Database, masterKey: Uint8Array) =>
  (await openSealer({ db, keyring: createKeyring([masterKey]), now: NOW, report: () => {} })) !== null

describe.each(Object.entries(DATABASES))('a database opened with another master key, on %s', (_, freshDatabase) => {
  /** What a start with this key finds. */
  async function start(database: string, masterKey: Uint8Array) {
    const { db } = await openDatabase(database)
    const fits = await opens(db, masterKey)
    await db.destroy()
    return fits
  }

  it('is noticed from the first start on, also while it is empty', async () => {
    const database = await freshDatabase()
    const [own, other] = [key(), key()]
    expect(await start(database, own)).toBe(true)
    expect(await start(database, other)).toBe(false)
    expect(await start(database, own)).toBe(true)
  })

  it('is noticed where the check is gone and somebody has answered, and the right one is remembered', async () => {
    const database = await freshDatabase()
    const [own, other] = [key(), key()]
    const { manager, db } = await openTestManager({ database, masterKeys: [own] })
    await submitStandard(manager)
    await db.deleteFrom('key_checks').execute()
    await manager.close()
    expect(await start(database, other)).toBe(false)
    expect(await start(database, own)).toBe(true)
    expect(await start(database, other)).toBe(false)
  })

  it('is noticed by one of two instances that start together', async () => {
    const database = await freshDatabase()
    const opened = [await openDatabase(database), await openDatabase(database)]
    const found = await Promise.all(opened.map(({ db }) => opens(db, key())))
    expect(found.toSorted()).toEqual([false, true])
    for (const { db } of opened) await db.destroy()
  })
})
