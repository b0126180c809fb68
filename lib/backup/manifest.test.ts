import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isSigned, readManifest, seal, verifySums } from './manifest'

const key = {
  sign: (text: string) => `signed ${text}`,
  verifies: (text: string, by: string) => by === `signed ${text}`,
}
const CONTENT = {
  format: 1 as const,
  ...{ id: '01a222bd-01a1-459a-b3b3-0f5aa474040f', taken_at: '2026-11-30T00:00:00.000Z', schema: '033_pauses' },
  ...{ keys: ['0a0b0c0d'], rows: { profiles: 1 }, files: 1, damaged: [] as string[] },
}

async function* paths() {
  yield 'kyc.db'
  yield 'storage/a.jpg'
}

async function backup() {
  const folder = mkdtempSync(join(tmpdir(), 'inapp-kyc-backup-'))
  mkdirSync(join(folder, 'storage'))
  for await (const path of paths()) writeFileSync(join(folder, path), path)
  await seal(folder, paths(), CONTENT, key)
  const manifest = await readManifest(folder)
  if (typeof manifest === 'string') throw new Error(manifest)
  return { folder, manifest }
}

describe('a backup’s folder', () => {
  it('is as it was made', async () => {
    const { folder, manifest } = await backup()
    expect(manifest).toMatchObject(CONTENT)
    expect(await verifySums(folder, manifest)).toEqual([])
    expect(isSigned(manifest, key)).toBe(true)
    // As `sha256sum --check` reads it.
    expect(readFileSync(join(folder, 'SHA256SUMS'), 'utf8')).toMatch(/^([0-9a-f]{64} {2}\S+\n){2}$/)
  })

  it.each([
    [
      'a file',
      (folder: string) => appendFileSync(join(folder, 'storage/a.jpg'), 'x'),
      'storage/a.jpg is not as it was made',
    ],
    [
      'a file that is gone',
      (folder: string) => rmSync(join(folder, 'storage/a.jpg')),
      'storage/a.jpg is not as it was made',
    ],
    ['the database', (folder: string) => writeFileSync(join(folder, 'kyc.db'), ''), 'kyc.db is not as it was made'],
    [
      'the sums',
      (folder: string) => appendFileSync(join(folder, 'SHA256SUMS'), 'x'),
      'SHA256SUMS is not as it was made',
    ],
    ['sums that are gone', (folder: string) => rmSync(join(folder, 'SHA256SUMS')), 'SHA256SUMS is not as it was made'],
  ])('is found damaged: %s', async (_, damage, said) => {
    const { folder, manifest } = await backup()
    damage(folder)
    expect(await verifySums(folder, manifest)).toEqual([expect.stringContaining(said)])
  })

  it.each(Object.keys(CONTENT))('is not signed any more where somebody changed its %s', async (name) => {
    const { manifest } = await backup()
    expect(isSigned({ ...manifest, [name]: 'other' }, key)).toBe(false)
  })

  it('without a whole manifest is no backup', async () => {
    const { folder } = await backup()
    writeFileSync(join(folder, 'manifest.json'), '{"format":1')
    expect(await readManifest(folder)).toContain('is damaged')
    rmSync(join(folder, 'manifest.json'))
    expect(await readManifest(folder)).toContain('was not finished')
    expect(await readManifest(join(folder, 'none'))).toContain('was not finished')
  })
})
