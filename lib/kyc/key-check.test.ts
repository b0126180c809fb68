import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { openDatabase } from '@/lib/database'
import { createSealer } from '@/lib/files/encryption'
import { DATABASES, openTestManager, submitStandard } from '@/lib/testing/manager'
import { isSealedWith } from '.'

const NOW = '2026-11-28T12:00:00.000Z'
const key = () => new Uint8Array(randomBytes(32))

describe.each(Object.entries(DATABASES))('a database opened with another master key, on %s', (_, freshDatabase) => {
  /** What a start with this key finds. */
  async function start(database: string, masterKey: Uint8Array) {
    const { db } = await openDatabase(database)
    const fits = await isSealedWith(db, createSealer(masterKey), NOW)
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

  it('is noticed where somebody answered before there was a check, and the right one is remembered', async () => {
    const database = await freshDatabase()
    const [own, other] = [key(), key()]
    const { manager } = await openTestManager({ database, masterKey: own })
    await submitStandard(manager)
    await manager.close()
    expect(await start(database, other)).toBe(false)
    expect(await start(database, own)).toBe(true)
    expect(await start(database, other)).toBe(false)
  })

  it('is noticed by one of two instances that start together', async () => {
    const database = await freshDatabase()
    const opened = [await openDatabase(database), await openDatabase(database)]
    const found = await Promise.all(opened.map(({ db }) => isSealedWith(db, createSealer(key()), NOW)))
    expect(found.toSorted()).toEqual([false, true])
    for (const { db } of opened) await db.destroy()
  })
})
