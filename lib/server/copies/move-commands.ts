import 'server-only'
import { createHash, randomUUID } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { copyFile, filesWithContent, forEachFile, isWhole } from '@/lib/backup/copy-files'
import { countDifferences, countRows, isEmptyDatabase, mirrorRows } from '@/lib/backup/mirror-rows'
import { KycError } from '@/lib/contract/errors'
import { openDatabase } from '@/lib/database'
import { isPostgres } from '@/lib/database/postgres'
import { copySqlite, lockSqlite } from '@/lib/database/snapshot'
import { env } from '@/lib/env'
import { parseS3Url } from '@/lib/files/bucket'
import { findPause, pauseDeliveries, resumeDeliveries } from '@/lib/jobs/pause'
import { createManager, type ManagerWith } from '@/lib/kyc'
import { bucketAt, databaseUrl, fileStore, openParts, requireData } from '@/lib/server'
import { dataDirectory } from '../deployment'
import { masterKeysOpened } from '../secrets'

type Print = (line: string) => void

/** `npm run migrate-store`: what `scripts/upkeep/migrate-store.mjs` hands on, parsed. */
type Destination = {
  /** Where the rows go: `postgres://…`. */
  to: string | undefined
  /** Where the files go: `s3://…`. */
  files: string | undefined
}

/** A line of progress for so many files. */
const TELL_EVERY = 1_000

/** What keeps the data from being moved, in words for an operator. */
class Unfit extends Error {}

/**
 * Moves the rows of an SQLite deployment to Postgres, and its files to a bucket. Beside a server that serves it copies what is
 * there; run again with the server stopped, it copies what has come since, verifies all of it, and is done. Ended in the middle,
 * it goes on. Answers whether it is done.
 */
export async function migrateStore(destination: Destination, print: Print): Promise<boolean> {
  const refused = refusalOf(destination)
  if (refused) {
    print(`${refused} Nothing was changed.`)
    return false
  }
  requireData()
  await masterKeysOpened()
  const path = databaseUrl()
  const snapshot = join(dataDirectory(), `moving-${randomUUID()}.db`)
  const lock = lockSqlite(path)
  try {
    await copySqlite(lock ?? path, snapshot)
    const source = await openParts(snapshot, fileStore())
    try {
      await moveAll(source, destination, { isQuiet: lock !== null, print })
      if (!lock) {
        print(
          'A server has the database open: what it writes from now on is not there yet. Stop it, and run this again.',
        )
        return false
      }
      await finish(source, destination, lock, print)
      return true
    } finally {
      await source.feed.close()
      await source.db.destroy()
    }
  } catch (error) {
    if (!(error instanceof Unfit)) throw error
    print(error.message)
    return false
  } finally {
    lock?.close()
    for (const ending of ['', '-wal', '-shm']) await rm(`${snapshot}${ending}`, { force: true })
  }
}

function refusalOf({ to, files }: Destination): string | null {
  const { KYC_BACKEND_URL, KYC_DATABASE_URL } = env()
  if (KYC_BACKEND_URL) return 'KYC_BACKEND_URL is set: people’s data is kept by the backend there.'
  if (KYC_DATABASE_URL) return 'KYC_DATABASE_URL is set: only what is in SQLite is moved. Use backup and restore.'
  if (to !== undefined && !isPostgres(to)) return '--to is no postgres://….'
  if (files !== undefined && !parseS3Url(files)) return '--files is no s3://bucket/prefix?endpoint=….'
  return null
}

type Moving = { isQuiet: boolean; print: Print }

async function moveAll(source: ManagerWith, { to, files }: Destination, moving: Moving): Promise<void> {
  if (to !== undefined) await moveRows(source, to, moving.print)
  if (files !== undefined) await moveFiles(source, files, moving)
}

async function moveRows(source: ManagerWith, to: string, print: Print): Promise<void> {
  const { db, feed } = await openDatabase(to)
  try {
    const pause = await findPause(db)
    // By the key of its audit a deployment is told from others.
    const goesOn = pause?.reason === 'moving' && pause.detail === source.auditKey.publicKey
    if (!goesOn && !(await isEmptyDatabase(db)))
      throw new Unfit('The database of --to is not empty, and has nothing of an earlier move. Nothing was changed.')
    const since = pause?.since ?? source.clock().toISOString()
    await pauseDeliveries(db, { reason: 'moving', detail: source.auditKey.publicKey, since })
    const { removed, updated, inserted } = await mirrorRows(source.db, db)
    const different = await countDifferences(source.db, db)
    if (different > 0) throw new Unfit(`${different} rows are not as they were. Does somebody write to --to?`)
    const total = Object.values(await countRows(db)).reduce((sum, count) => sum + count, 0)
    print(
      `${total} rows are there, each as it was: ${inserted} were new, ${updated} had changed, ${removed} were gone.`,
    )
  } finally {
    await feed.close()
    await db.destroy()
  }
}

async function moveFiles({ db, store, sealer }: ManagerWith, url: string, { isQuiet, print }: Moving): Promise<void> {
  const target = bucketAt(url)
  const { verified, add, isBegun } = progressTowards(url)
  if (!isBegun && !(await target.isEmpty()))
    throw new Unfit('The store of --files is not empty, and has nothing of an earlier move. Nothing was copied there.')
  add('')
  let [count, fresh] = [0, 0]
  await forEachFile(filesWithContent(db), async (file) => {
    const isThere = verified.has(file.id) && (await target.has(file.id, file.extension))
    if (!isThere) {
      const copied = await copyFile(store, target, file, sealer).catch((error: unknown) => {
        if (error instanceof KycError && error.code === 'NOT_FOUND') return false
        throw error
      })
      // Removed since, where a server serves.
      if (!copied && isQuiet) print(`The file ${file.id} is missing or does not open, and is not there.`)
      if (!copied) return
      if (!(await isWhole(target, file, sealer))) throw new Unfit(`The file ${file.id} does not open there.`)
      add(file.id)
      fresh += 1
      if (fresh % TELL_EVERY === 0) print(`${fresh} files …`)
    }
    count += 1
  })
  print(`${count} files are there, each as it was: ${fresh} were new.`)
}

/** The files that were read there again and found whole. Without it each of them would be read at each run. */
function progressTowards(url: string) {
  const { bucket, prefix, endpoint } = parseS3Url(url) ?? {}
  const name = createHash('sha256')
    .update(JSON.stringify([bucket, prefix, endpoint]))
    .digest('hex')
    .slice(0, 16)
  const path = join(dataDirectory(), `moved-to-${name}.txt`)
  const isBegun = existsSync(path)
  const verified = new Set(isBegun ? readFileSync(path, 'utf8').split('\n') : [])
  return { isBegun, verified, add: (id: string) => appendFileSync(path, `${id}\n`, { mode: 0o600 }) }
}

/** Nobody else has the database open: what is there now is all. */
async function finish(
  source: ManagerWith,
  { to, files }: Destination,
  lock: NonNullable<ReturnType<typeof lockSqlite>>,
  print: Print,
) {
  if (to !== undefined) {
    const target = await openParts(to, fileStore())
    const manager = createManager(target)
    try {
      for (const brand of await manager.audit.brands()) {
        const { rows, faults } = await manager.audit.verify(brand)
        if (faults.length > 0)
          throw new Unfit(`The audit of ${brand} has ${faults.length} faults: npm run audit -- verify`)
        print(`${brand}: ${rows} rows of the audit, one unbroken chain.`)
      }
      // A server that is started by mistake where the data was tells nobody anything.
      const pause = await findPause(source.db)
      const insert = 'insert or replace into pauses (name, reason, detail, since) values (?, ?, ?, ?)'
      lock.prepare(insert).run('deliveries', 'moved', target.auditKey.publicKey, target.clock().toISOString())
      if (pause?.reason === 'restored') await pauseDeliveries(target.db, pause)
      else await resumeDeliveries(target.db)
    } finally {
      await manager.close()
    }
  }
  const settings = [
    ...(to === undefined ? [] : ['KYC_DATABASE_URL']),
    ...(files === undefined ? [] : ['KYC_FILES_URL']),
  ]
  print(`Moved. Set ${settings.join(' and ')}, and start. Keep the data folder until you have seen that all is well.`)
}
