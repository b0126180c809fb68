import { mkdtempSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { DATABASES } from '@/lib/testing/manager'
import { openDatabase } from '.'
import { inTransaction } from './transaction'
import { requireWritable } from './writable'

const REFUSAL = { code: 'BACKEND_UNAVAILABLE', cause: expect.any(Error) }

async function openSqlite() {
  const path = join(mkdtempSync(join(tmpdir(), 'inapp-kyc-')), 'kyc.db')
  const { db } = await openDatabase(path)
  onTestFinished(() => db.destroy())
  await db.insertInto('key_checks').values({ name: 'master', sealed: '', created_at: '' }).execute()
  return { db, path }
}

describe('a database on SQLite', () => {
  it.skipIf(process.platform === 'win32')('is its owner’s alone', async () => {
    const { path } = await openSqlite()
    for (const file of [path, `${path}-wal`, `${path}-shm`])
      expect([file, statSync(file).mode & 0o777]).toEqual([file, 0o600])
  })

  it('that another process has locked is refused after a short wait, and keeps the thread free meanwhile', async () => {
    const { db, path } = await openSqlite()
    const other = new DatabaseSync(path)
    other.exec('begin immediate')
    const ticks: number[] = []
    const timer = setInterval(() => ticks.push(performance.now()), 10)
    const began = performance.now()
    const waiting = [1, 2, 3].map(() => requireWritable(db))
    await expect(Promise.all(waiting)).rejects.toMatchObject(REFUSAL)
    await Promise.allSettled(waiting)
    clearInterval(timer)
    // Those behind it did not wait again.
    expect(performance.now() - began).toBeLessThan(8_000)
    expect(Math.max(...ticks.map((tick, at) => tick - (ticks[at - 1] ?? began)))).toBeLessThan(1_000)

    other.exec('rollback')
    other.close()
    await expect(requireWritable(db)).resolves.toBeUndefined()
  })

  it('that is locked for a moment is waited for', async () => {
    const { db, path } = await openSqlite()
    const other = new DatabaseSync(path)
    other.exec('begin immediate')
    const written = inTransaction(db, (tx) => requireWritable(tx))
    await setTimeout(300)
    other.exec('commit')
    other.close()
    await expect(written).resolves.toBeUndefined()
  })

  it('whose disk is full refuses what cannot be written, keeps the rest, and goes on once there is room', async () => {
    const { db } = await openSqlite()
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db)
    await sql.raw(`pragma max_page_count = ${(rows[0]?.page_count ?? 0) + 2}`).execute(db)
    const write = (name: string) =>
      inTransaction(db, async (tx) => {
        await tx
          .insertInto('key_checks')
          .values({ name, sealed: 'x'.repeat(100_000), created_at: '' })
          .execute()
      })
    await expect(write('large')).rejects.toMatchObject(REFUSAL)
    expect(await db.selectFrom('key_checks').select('name').execute()).toEqual([{ name: 'master' }])
    await sql.raw('pragma max_page_count = 100000').execute(db)
    await write('large')
    expect(await db.selectFrom('key_checks').select('name').execute()).toHaveLength(2)
  })
})

describe('a database on Postgres', () => {
  it('that ends its connections is refused, and served again once it is back', async () => {
    const url = await DATABASES.Postgres()
    const { db } = await openDatabase(url)
    onTestFinished(() => db.destroy())
    const ended = db.transaction().execute(async (tx) => {
      await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx)
    })
    await expect(ended).rejects.toMatchObject(REFUSAL)
    await expect(requireWritable(db)).resolves.toBeUndefined()
  })

  it('that cannot be reached is refused', async () => {
    const closed = createServer().listen(0)
    const port = (closed.address() as { port: number }).port
    await new Promise((resolve) => closed.close(resolve))
    await expect(openDatabase(`postgres://nobody@127.0.0.1:${port}/none`)).rejects.toMatchObject(REFUSAL)
  })

  it('that turned read-only, as after a failover, is refused', async () => {
    const { db } = await openDatabase(await DATABASES.Postgres())
    onTestFinished(() => db.destroy())
    const reading = db.transaction().execute(async (tx) => {
      await sql`set transaction read only`.execute(tx)
      await tx.insertInto('key_checks').values({ name: 'x', sealed: '', created_at: '' }).execute()
    })
    await expect(reading).rejects.toMatchObject(REFUSAL)
  })

  it('refuses no request for what is a mistake of ours', async () => {
    const { db } = await openDatabase(await DATABASES.Postgres())
    onTestFinished(() => db.destroy())
    await expect(sql`select * from nothing_of_that_name`.execute(db)).rejects.toMatchObject({ code: '42P01' })
  })
})
