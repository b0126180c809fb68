import { execFile } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type { Worker } from 'node:worker_threads'
import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '.'
import type { Database } from './schema'
import { inTransaction } from './transaction'

const threads: Worker[] = []
process.on('worker', (worker) => threads.push(worker))
const killThread = () => threads.at(-1)?.terminate()

const REFUSAL = { code: 'BACKEND_UNAVAILABLE', cause: expect.any(Error) }

async function openSqlite() {
  const path = join(mkdtempSync(join(tmpdir(), 'inapp-kyc-')), 'kyc.db')
  const { db } = await openDatabase(path)
  onTestFinished(() => db.destroy())
  return { db, path }
}

const write = (db: Pick<Database, 'insertInto'>, name: string) =>
  db.insertInto('key_checks').values({ name, sealed: '', created_at: '' }).execute()
const namesIn = async (db: Pick<Database, 'selectFrom'>) =>
  (await db.selectFrom('key_checks').select('name').orderBy('name').execute()).map(({ name }) => name)

describe('the thread of SQLite', () => {
  it('waits for another process alone: whoever reads is answered meanwhile, and this thread goes on', async () => {
    const { db, path } = await openSqlite()
    await write(db, 'before')
    const other = new DatabaseSync(path)
    other.exec('begin immediate')
    const order: string[] = []
    const written = [write(db, 'alone'), inTransaction(db, (tx) => write(tx, 'together'))].map((answer) =>
      answer.then(() => order.push('written')),
    )
    for (let at = 0; at < 100; at += 1) {
      expect(await namesIn(db)).toEqual(['before'])
      await setImmediate()
      order.push('read')
    }
    other.exec('commit')
    other.close()
    await Promise.all(written)
    expect(order).toEqual([...Array(100).fill('read'), 'written', 'written'])
    expect(await namesIn(db)).toEqual(['alone', 'before', 'together'])
  })

  it('shows nobody what is not committed, and writes for nobody else meanwhile', async () => {
    const { db } = await openSqlite()
    const [begun, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const order: string[] = []
    const first = inTransaction(db, async (tx) => {
      await write(tx, 'first')
      begun.resolve()
      await goOn.promise
      expect(await namesIn(tx)).toEqual(['first'])
      order.push('first')
    })
    await begun.promise
    const second = inTransaction(db, async (tx) => order.push(`second saw ${await namesIn(tx)}`))
    const alone = write(db, 'alone').then(() => order.push('alone'))
    expect(await namesIn(db)).toEqual([])
    expect(order).toEqual([])
    goOn.resolve()
    await Promise.all([first, second, alone])
    expect(order).toEqual(['first', 'second saw first', 'alone'])
    expect(await namesIn(db)).toEqual(['alone', 'first'])
  })

  it('undoes a transaction that fails, and what was begun in it does not go on outside', async () => {
    const { db } = await openSqlite()
    const failing = inTransaction(db, async (tx) => {
      await write(tx, 'twice')
      await write(tx, 'twice')
    })
    await expect(failing).rejects.toMatchObject({ code: 'ERR_SQLITE_ERROR', errcode: 1555 })
    const ended = inTransaction(db, async (tx) => {
      await sql`rollback`.execute(tx)
      await write(tx, 'outside')
    })
    await expect(ended).rejects.toMatchObject(REFUSAL)
    expect(await namesIn(db)).toEqual([])
  })

  it('takes and gives every value as it is, and refuses what is none without harm to what is asked beside it', async () => {
    const { db } = await openSqlite()
    const bytes = Uint8Array.from({ length: 256 }, (_, at) => at)
    const values = [
      ...[null, 0, -0.5, 1e300, Number.MAX_SAFE_INTEGER, '', 'Ünïcödé 🪪 \u0000 end', 'x'.repeat(1_000_000)],
      ...[bytes, Buffer.from(bytes).subarray(3, 9), new Uint8Array(0)],
    ]
    const shown = values.map((value) => (ArrayBuffer.isView(value) ? new Uint8Array(value) : value))
    const ask = (value: unknown) => sql<{ value: unknown }>`select ${value} as value`.execute(db)
    const asked = values.map(async (value) => (await ask(value)).rows[0]?.value)
    for (const value of [new Date(), true, Symbol('x'), {}])
      await expect(ask(value)).rejects.toThrow('cannot be bound to SQLite parameter 1')
    expect(await Promise.all(asked)).toEqual(shown)

    await sql`create table large (number integer, bytes blob)`.execute(db)
    await sql`insert into large values (${2n ** 62n}, ${bytes})`.execute(db)
    const { rows } = await sql`select cast(number as text) as number, bytes from large`.execute(db)
    expect(rows).toEqual([{ number: String(2n ** 62n), bytes }])
    await expect(sql`select number from large`.execute(db)).rejects.toMatchObject({ code: 'ERR_OUT_OF_RANGE' })
    const { numAffectedRows, insertId } = await sql`insert into large values (1, null), (2, null)`.execute(db)
    expect([numAffectedRows, insertId]).toEqual([2n, 3n])
  })

  it('that dies is noticed: what waited is refused as unavailable, nothing half is kept, and the next is served by another', async () => {
    const { db, path } = await openSqlite()
    await write(db, 'before')
    const beside = await openSqlite()
    const before = threads.length
    await killThread()
    expect(await namesIn(beside.db)).toEqual([])

    const other = new DatabaseSync(path)
    const cut = inTransaction(db, async (tx) => {
      await write(tx, 'half')
      await killThread()
      await write(tx, 'other half')
    })
    await expect(cut).rejects.toMatchObject(REFUSAL)
    expect(await namesIn(db)).toEqual(['before'])

    other.exec('begin immediate')
    const waiting = [write(db, 'waits'), inTransaction(db, (tx) => write(tx, 'waits too'))]
    await namesIn(db)
    await killThread()
    other.exec('commit')
    other.close()
    const outcomes = await Promise.allSettled(waiting)
    expect(outcomes[0]).toMatchObject({ status: 'rejected', reason: REFUSAL })
    await write(db, 'after')
    const names = await namesIn(db)
    expect(names).toEqual(['after', 'before', ...(outcomes[1]?.status === 'fulfilled' ? ['waits too'] : [])])
    expect(threads.length - before).toBe(3)
  })

  it('ends what waits before the database is closed, and then nothing of its log is left', async () => {
    const { db, path } = await openSqlite()
    const order: string[] = []
    const asked = Array.from({ length: 20 }, (_, at) => inTransaction(db, (tx) => write(tx, `${at}`)))
    const reading = namesIn(db)
    await setImmediate()
    const closed = db.destroy().then(() => order.push('closed'))
    await Promise.all([...asked, reading].map((answer) => answer.then(() => order.push('answered'))))
    await closed
    expect(order).toEqual([...Array(21).fill('answered'), 'closed'])
    await expect(write(db, 'late')).rejects.toThrow('destroyed')
    const file = new DatabaseSync(path, { readOnly: true })
    expect(file.prepare('select count(*) as count from key_checks').get()).toEqual({ count: 20 })
    file.close()
  })
})

/** A process whose disk is slow: each time it is synced a line says so, and then that it was. It fails while `broken` is there. */
async function onSlowDisk(script: string) {
  const folder = mkdtempSync(join(tmpdir(), 'inapp-kyc-'))
  const [disk, main] = [join(folder, 'disk.mjs'), join(folder, 'main.mjs')]
  writeFileSync(
    disk,
    `import fs from 'node:fs'
     import { syncBuiltinESMExports } from 'node:module'
     const { fdatasync } = fs
     fs.fdatasync = (file, done) => {
       fs.writeSync(1, 'sync\\n')
       setTimeout(() => fdatasync(file, () => {
         fs.writeSync(1, 'synced\\n')
         done(fs.existsSync(${JSON.stringify(join(folder, 'broken'))}) ? Object.assign(new Error('EIO'), { code: 'EIO', syscall: 'fdatasync' }) : null)
       }), 100)
     }
     syncBuiltinESMExports()`,
  )
  writeFileSync(
    main,
    `import { rmSync, writeFileSync, writeSync } from 'node:fs'
     const broken = ${JSON.stringify(join(folder, 'broken'))}
     import { loadApp } from ${JSON.stringify(pathToFileURL(join(process.cwd(), 'scripts/load-app.mjs')).href)}
     const { openDatabase } = await loadApp('lib/database/index.ts')
     const open = () => openDatabase(${JSON.stringify(join(folder, 'kyc.db'))})
     const say = (line) => writeSync(1, line + '\\n')
     const write = (db, name) => db.insertInto('key_checks').values({ name, sealed: '', created_at: '' }).execute()
     const read = (db) => db.selectFrom('key_checks').selectAll().execute()
     ${script}`,
  )
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', pathToFileURL(disk).href, main])
  return stdout.trim().split('\n')
}

describe('a commit', () => {
  it('is answered once it is on the disk, and those that wait together go there together', async () => {
    const lines = await onSlowDisk(`
      const { db } = await open()
      say('begin')
      await Promise.all(Array.from({ length: 64 }, async (_, at) => {
        if (at % 2) await write(db, String(at))
        else await db.transaction().execute((tx) => write(tx, String(at)))
        say('answered')
      }))
      say('end')
      await db.transaction().execute(read)
      await read(db)
      say('read')`)
    const during = lines.slice(lines.indexOf('begin') + 1, lines.indexOf('end'))
    expect(during.filter((line) => line === 'answered')).toHaveLength(64)
    expect(during.slice(0, 2)).toEqual(['sync', 'synced'])
    // Of no more commits is it said than were there when the sync began: the first has one, and each later one its share.
    expect(during.indexOf('answered')).toBeGreaterThan(during.indexOf('synced'))
    expect(during.lastIndexOf('answered')).toBe(during.length - 1)
    expect(during.filter((line) => line === 'synced').length).toBeLessThan(16)
    // What changes nothing needs no disk.
    expect(lines.slice(lines.indexOf('end') + 1)).toEqual(['read'])
  })

  it('that the disk refuses is refused, and what comes after it is kept again', async () => {
    const lines = await onSlowDisk(`
      const { db } = await open()
      writeFileSync(broken, '')
      const refused = ({ code }) => say(code)
      await Promise.all([write(db, 'alone').catch(refused), db.transaction().execute((tx) => write(tx, 'together')).catch(refused)])
      rmSync(broken)
      await write(db, 'kept')
      say((await read(db)).some(({ name }) => name === 'kept'))`)
    expect(lines.filter((line) => !line.startsWith('sync'))).toEqual([
      'BACKEND_UNAVAILABLE',
      'BACKEND_UNAVAILABLE',
      'true',
    ])
  })
})
