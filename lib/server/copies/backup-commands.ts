import 'server-only'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { copyFile, filesWithContent, forEachFile, isStillNamed, type StoredFile } from '@/lib/backup/copy-files'
import { DATABASE, STORAGE, seal } from '@/lib/backup/manifest'
import { countRows, mirrorRows } from '@/lib/backup/mirror-rows'
import { KycError } from '@/lib/contract/errors'
import { openDatabase, SCHEMA } from '@/lib/database'
import type { Database } from '@/lib/database/schema'
import { takeSnapshot } from '@/lib/database/snapshot'
import { env } from '@/lib/env'
import type { FileStore } from '@/lib/files/store'
import { type ManagerWith, usesOfKeys } from '@/lib/kyc'
import { databaseUrl, folderAt, partsOfExistingData } from '@/lib/server'
import { masterKeyNames } from '../secrets'

type Print = (line: string) => void

/** Files of people who are erased while a backup is made are not in it, nor are their rows: it is begun anew. */
const ATTEMPTS = 5
/** A line of progress for so many files. */
const TELL_EVERY = 1_000

/**
 * `npm run backup -- <folder>`: writes the rows as they are at one moment, and the files that they name, while servers serve.
 * Answers whether everything is in it.
 */
export async function backUp(given: string, print: Print): Promise<boolean> {
  if (env().KYC_BACKEND_URL) {
    print('KYC_BACKEND_URL is set: people’s data is kept by the backend there. Back it up there.')
    return false
  }
  const folder = resolve(given)
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    print(`${folder} is not empty. Give each backup a folder of its own.`)
    return false
  }
  const parts = await partsOfExistingData()
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return await write(folder, parts, print)
  } finally {
    await parts.feed.close()
    await parts.db.destroy()
  }
}

async function write(folder: string, parts: ManagerWith, print: Print): Promise<boolean> {
  const storage = folderAt(join(folder, STORAGE))
  const database = join(folder, DATABASE)
  const copied = new Set<string>()
  for (let attempt = 1; ; attempt += 1) {
    const taken_at = parts.clock().toISOString()
    await takeSnapshot({ db: parts.db, url: databaseUrl() }, database, mirrorRows)
    const { db, feed } = await openDatabase(database)
    try {
      const { gone, damaged } = await copyFiles(db, { parts, storage, copied, print })
      if (gone && attempt < ATTEMPTS) continue
      if (gone) throw new Error('Files were removed at each of several attempts. Back up when less is being erased.')
      const [keys, rows] = [[...(await usesOfKeys(db)).keys()].sort(), await countRows(db)]
      await feed.close()
      await db.destroy()
      const content = { id: randomUUID(), taken_at, schema: SCHEMA, keys, rows, files: copied.size, damaged }
      await seal(folder, pathsOf(folder), { format: 1, ...content }, parts.auditKey)
      tell({ ...content, folder }, print)
      return damaged.length === 0
    } finally {
      await feed.close()
      await db.destroy()
    }
  }
}

type Copying = { parts: ManagerWith; storage: FileStore; copied: Set<string>; print: Print }

/** Copies what the snapshot names and is not copied yet; what it does not name is removed again. */
async function copyFiles(snapshot: Database, { parts, storage, copied, print }: Copying) {
  const [named, damaged] = [new Set<string>(), [] as string[]]
  let gone = false
  await forEachFile(filesWithContent(snapshot), async (file) => {
    named.add(nameOf(file))
    if (copied.has(nameOf(file))) return
    const outcome = await copyFile(parts.store, storage, file, parts.sealer).catch((error: unknown) => {
      if (error instanceof KycError && error.code === 'NOT_FOUND') return 'missing' as const
      throw error
    })
    if (outcome === true) copied.add(nameOf(file))
    else if (await isStillNamed(parts.db, file)) damaged.push(file.id)
    else gone = true
    if (copied.size % TELL_EVERY === 0 && outcome === true) print(`${copied.size} files …`)
  })
  for (const name of copied.difference(named)) {
    const [id = '', extension = ''] = name.split('.')
    await storage.remove(id, extension)
    copied.delete(name)
  }
  return { gone, damaged: damaged.sort() }
}

function nameOf({ id, extension }: StoredFile): string {
  return `${id}.${extension}`
}

/** What a backup consists of, from its folder. */
async function* pathsOf(folder: string): AsyncGenerator<string> {
  yield DATABASE
  for (const name of (await readdir(join(folder, STORAGE))).sort()) yield `${STORAGE}/${name}`
}

type Told = { folder: string; rows: Record<string, number>; files: number; keys: readonly string[]; damaged: string[] }

function tell({ folder, rows, files, keys, damaged }: Told, print: Print): void {
  const total = Object.values(rows).reduce((sum, count) => sum + count, 0)
  print(`${total} rows and ${files} files are in ${folder}.`)
  const labels = new Map(masterKeyNames().map(({ id, label }) => [id, label]))
  const named = keys.map((id) => (labels.get(id) ? `"${labels.get(id)}" (${id})` : id))
  print(
    `The master keys are not in it. It opens with ${named.join(' and ')}: keep them elsewhere, as long as the backup.`,
  )
  for (const id of damaged) print(`The file ${id} is missing or does not open, and is not in it.`)
}
