import 'server-only'
import { randomUUID } from 'node:crypto'
import { copyFile as copyOnDisk, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { copyFile, filesWithContent, forEachFile, isWhole } from '@/lib/backup/copy-files'
import { DATABASE, isSigned, type Manifest, readManifest, STORAGE, verifySums } from '@/lib/backup/manifest'
import { countDifferences, countRows, isEmptyDatabase, mirrorRows } from '@/lib/backup/mirror-rows'
import type { Anchor } from '@/lib/contract/audit'
import { KycError } from '@/lib/contract/errors'
import { isKnownSchema, openDatabase } from '@/lib/database'
import type { Database } from '@/lib/database/schema'
import { env } from '@/lib/env'
import { findPause, pauseDeliveries } from '@/lib/jobs/pause'
import { createManager, type ManagerWith } from '@/lib/kyc'
import { auditAnchors, databaseUrl, fileStore, folderAt, openParts } from '@/lib/server'
import { dataDirectory } from '../deployment'
import { masterKeyNames, masterKeysOpened } from '../secrets'

type Print = (line: string) => void

/** What keeps a backup from being restored, in words for an operator. */
class Unfit extends Error {}

/**
 * `npm run restore -- <folder>`: brings a backup into the empty database and file store of the settings, and verifies what is
 * there then. Until it says that it is done no server starts on them; ended in the middle, it goes on when it is run again.
 */
export async function restore(given: string, print: Print): Promise<boolean> {
  if (env().KYC_BACKEND_URL) {
    print('KYC_BACKEND_URL is set: people’s data is kept by the backend there. Nothing was changed.')
    return false
  }
  await masterKeysOpened()
  const folder = resolve(given)
  try {
    const manifest = await readSound(folder, print)
    await withTarget(manifest, async (target) => {
      const rows = await bringRows(folder, manifest, target)
      print(`${rows} rows are there.`)
    })
    await verifyWhole(folder, manifest, print)
    return true
  } catch (error) {
    if (!(error instanceof Unfit)) throw error
    print(error.message)
    return false
  }
}

/** The manifest of a backup that is as it was made, and for which the keys are here. */
async function readSound(folder: string, print: Print): Promise<Manifest> {
  const manifest = await readManifest(folder)
  if (typeof manifest === 'string') throw new Unfit(`${manifest} Nothing was changed.`)
  const { schema, keys, taken_at } = manifest
  if (!isKnownSchema(schema))
    throw new Unfit(`The backup is of a newer version (${schema}). Restore it with that. Nothing was changed.`)
  const here = new Set(masterKeyNames().map(({ id }) => id))
  const missing = keys.filter((id) => !here.has(id))
  if (missing.length > 0)
    throw new Unfit(`KYC_MASTER_KEYS lacks ${missing.join(' and ')}: the backup does not open. Nothing was changed.`)
  const faults = await verifySums(folder, manifest)
  if (faults.length > 0) throw new Unfit([...faults, 'The backup is damaged. Nothing was changed.'].join('\n'))
  print(`The backup of ${taken_at} is as it was made: ${manifest.files} files, and the database.`)
  return manifest
}

/** Opens the database of the settings, where it is empty or has this very backup half restored. */
async function withTarget({ id, taken_at }: Manifest, work: (target: Database) => Promise<void>): Promise<void> {
  const { db, feed } = await openDatabase(databaseUrl())
  try {
    const pause = await findPause(db)
    const goesOn = pause?.reason === 'restoring' && pause.detail === id
    if (!goesOn && !(await isEmptyDatabase(db)))
      throw new Unfit('The database of these settings is not empty: nothing was restored, and nothing changed.')
    if (!goesOn && !(await fileStore().isEmpty()))
      throw new Unfit('The file store of these settings is not empty: nothing was restored, and nothing changed.')
    await pauseDeliveries(db, { reason: 'restoring', detail: id, since: taken_at })
    await work(db)
  } finally {
    await feed.close()
    await db.destroy()
  }
}

/** Brings all rows, by this version's schema. @returns how many. */
async function bringRows(folder: string, manifest: Manifest, target: Database): Promise<number> {
  // Opened, a database changes; the backup stays as it is.
  const copy = join(dataDirectory(), `restoring-${randomUUID()}.db`)
  try {
    await copyOnDisk(join(folder, DATABASE), copy)
    const { db, feed } = await openDatabase(copy)
    try {
      const counts = await countRows(db)
      const wrong = Object.entries(manifest.rows).filter(([table, count]) => (counts[table] ?? count) !== count)
      if (wrong.length > 0) throw new Unfit(`The backup has not the rows that it says: ${wrong.join(', ')}.`)
      await mirrorRows(db, target)
      const different = await countDifferences(db, target)
      if (different > 0) throw new Unfit(`${different} rows are not as in the backup. Is a server running there?`)
      return Object.values(counts).reduce((sum, count) => sum + count, 0)
    } finally {
      await feed.close()
      await db.destroy()
    }
  } finally {
    for (const ending of ['', '-wal', '-shm']) await rm(`${copy}${ending}`, { force: true })
  }
}

/** Brings the files, and tries what is there now as a server would: nothing is believed of the backup. */
async function verifyWhole(folder: string, manifest: Manifest, print: Print): Promise<void> {
  const parts = await openParts(databaseUrl(), fileStore())
  const manager = createManager(parts)
  try {
    if (!isSigned(manifest, parts.auditKey))
      throw new Unfit('The manifest was not written by the deployment whose data this is: somebody has changed it.')
    print(`${await bringFiles(folder, manifest, parts)} files are there, and each opens and is what was stored.`)
    await verifyAudits(manager, print)
    await pauseDeliveries(parts.db, { reason: 'restored', detail: manifest.id, since: parts.clock().toISOString() })
  } finally {
    await manager.close()
  }
  for (const id of manifest.damaged) print(`The file ${id} did not open when the backup was made, and is not here.`)
  print(
    'Restored. Nothing is delivered until you say that this copy is the one that tells: npm run deliveries -- status',
  )
  print(`Who was erased after ${manifest.taken_at} is here again: erase them again (docs/privacy.md).`)
}

async function bringFiles(folder: string, manifest: Manifest, { db, store, sealer }: ManagerWith): Promise<number> {
  const from = folderAt(join(folder, STORAGE))
  const damaged = new Set(manifest.damaged)
  let count = 0
  await forEachFile(filesWithContent(db), async (file) => {
    if (damaged.has(file.id)) return
    const isThere = (await store.has(file.id, file.extension)) && (await isWhole(store, file, sealer))
    const isBrought = isThere || (await bring())
    if (!isBrought) throw new Unfit(`The file ${file.id} does not open, or is not what was stored.`)
    count += 1

    async function bring(): Promise<boolean> {
      const copied = await copyFile(from, store, file, sealer).catch((error: unknown) => {
        if (error instanceof KycError && error.code === 'NOT_FOUND') return false
        throw error
      })
      return copied && (await isWhole(store, file, sealer))
    }
  })
  if (count !== manifest.files) throw new Unfit(`The backup has ${manifest.files} files; its rows name ${count}.`)
  return count
}

async function verifyAudits(manager: ReturnType<typeof createManager>, print: Print): Promise<void> {
  const anchors = await anchorsThere(print)
  for (const brand of await manager.audit.brands()) {
    const { rows, faults } = await manager.audit.verify(brand)
    if (faults.length > 0) throw new Unfit(`The audit of ${brand} has ${faults.length} faults: npm run audit -- verify`)
    print(`${brand}: ${rows} rows of the audit, one unbroken chain.`)
    tellOfLater(brand, rows, anchors, print)
  }
}

/** What a place says that does not answer is not known; the backup is as good without it. */
async function anchorsThere(print: Print): Promise<Anchor[]> {
  const found = await Promise.all(
    auditAnchors().map(async ({ name, read }) => {
      const record = await read?.().catch(() => print(`${name} does not answer: what was lost is not known from it.`))
      return record?.anchors ?? []
    }),
  )
  return found.flat()
}

/** What the anchors say was there after the backup is lost, and the same anchors would say so for ever. */
function tellOfLater(brand: string, rows: number, anchors: readonly Anchor[], print: Print): void {
  const last = Math.max(0, ...anchors.filter((anchor) => anchor.brand === brand).map(({ sequence }) => sequence))
  if (last <= rows) return
  print(
    `${brand}: at least ${last - rows} rows came after the backup and are lost. Keep what is at KYC_AUDIT_ANCHOR as`,
  )
  print('evidence, and set it to new places: another file, another prefix of the bucket.')
}
