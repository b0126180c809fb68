import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

/**
 * A backup is a folder: `kyc.db`, the rows of either database as an SQLite file; `storage/`, the files, encrypted as they
 * were; `SHA256SUMS`, which `sha256sum --check` reads too; and `manifest.json`, which is written last. A folder without it
 * is no backup.
 */
export const DATABASE = 'kyc.db'
export const STORAGE = 'storage'
const SUMS = 'SHA256SUMS'
const MANIFEST = 'manifest.json'
/** What the signature is of, so that none serves for anything else. */
const SIGNED = 'inapp-kyc backup 1'

const contentSchema = z.strictObject({
  format: z.literal(1),
  id: z.uuid(),
  /** The moment that it shows, ISO 8601 in UTC. */
  taken_at: z.iso.datetime(),
  /** The newest migration of the database. */
  schema: z.string(),
  /** The ids of the master keys without which it does not open. */
  keys: z.array(z.string()),
  rows: z.record(z.string(), z.number()),
  files: z.number(),
  /** The ids of files that did not open when it was made, and are not in it. */
  damaged: z.array(z.string()),
  /** The SHA-256 of `SHA256SUMS`. */
  sums: z.string(),
})
const manifestSchema = contentSchema.extend({
  /** By the key that signs the audit, which only its master keys open. */
  signature: z.string(),
})
export type ManifestContent = z.infer<typeof contentSchema>
export type Manifest = z.infer<typeof manifestSchema>
/** What is wrong with a backup's folder, in words. */
export type Fault = string

type Signer = { sign: (text: string) => string; verifies: (text: string, signature: string) => boolean }

/** Writes the sums of `paths` (from the folder), and then the manifest. */
export async function seal(
  folder: string,
  paths: AsyncIterable<string>,
  content: Omit<ManifestContent, 'sums'>,
  key: Signer,
): Promise<void> {
  const sums = await open(join(folder, SUMS), 'wx', 0o600)
  try {
    for await (const path of paths) await sums.write(`${await sha256Of(join(folder, path))}  ${path}\n`)
    await sums.sync()
  } finally {
    await sums.close()
  }
  const whole = { ...content, sums: await sha256Of(join(folder, SUMS)) }
  const manifest: Manifest = { ...whole, signature: key.sign(signedText(whole)) }
  const file = await open(join(folder, MANIFEST), 'wx', 0o600)
  try {
    await file.writeFile(`${JSON.stringify(manifest, null, 2)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** The manifest of a backup, or why there is none that this version reads. */
export async function readManifest(folder: string): Promise<Manifest | Fault> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error
    return null
  })
  if (text === null) return `${folder} has no ${MANIFEST}: it is no backup, or was not finished.`
  const parsed = manifestSchema.safeParse(jsonOf(text))
  return parsed.success
    ? parsed.data
    : `${join(folder, MANIFEST)} is damaged, or of a version that this one cannot read.`
}

/** Compares every file of a backup with its sum. @returns what is wrong; nothing when it is as it was made. */
export async function verifySums(folder: string, manifest: Manifest): Promise<Fault[]> {
  const path = join(folder, SUMS)
  if ((await sha256Of(path)) !== manifest.sums) return [`${path} is not as it was made, or missing.`]
  const faults: Fault[] = []
  const names = new Set<string>()
  for (const line of (await readFile(path, 'utf8')).split('\n')) {
    const [, sum, name = ''] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? []
    if (!sum) continue
    names.add(name)
    if ((await sha256Of(join(folder, name))) !== sum) faults.push(`${name} is not as it was made, or missing.`)
  }
  if (!names.has(DATABASE)) faults.push(`${SUMS} has no ${DATABASE}.`)
  return faults
}

/** Whether a manifest was written by the deployment whose key this is. */
export function isSigned({ signature, ...content }: Manifest, key: Signer): boolean {
  return key.verifies(signedText(content), signature)
}

function signedText(content: ManifestContent): string {
  return JSON.stringify([SIGNED, ...Object.entries(content).toSorted(([one], [other]) => (one < other ? -1 : 1))])
}

/** In hexadecimal; empty where there is no such file. */
async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk)
    return hash.digest('hex')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
