import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../runtime.mjs'

const folder = mkdtempSync(join(tmpdir(), 'inapp-kyc-lists-'))
// An empty file is an empty database.
writeFileSync(join(folder, 'kyc.db'), '')

/** Runs the command as an operator does. */
function lists(...args: string[]) {
  const { status, stdout, stderr } = spawnSync('node', ['scripts/upkeep/lists.mjs', ...args], {
    ...({ cwd: root, encoding: 'utf8' } as const),
    env: { PATH: process.env.PATH, NODE_ENV: 'production', KYC_DATA_DIR: folder, KYC_BRAND: 'acme' },
  })
  return { status, said: stdout + stderr }
}

function csv(name: string, ...rows: string[]): string {
  const path = join(folder, name)
  writeFileSync(path, rows.join('\n'))
  return path
}

describe('npm run lists', () => {
  it('refuses a topic that it does not know, and names those that it does', () => {
    const path = csv('topics.csv', 'name', 'Orvald Testmann')
    expect(lists('check', 'own', path, '--topic', 'pepp')).toMatchObject({
      ...{ status: 1, said: expect.stringMatching(/^topic: pepp is not known; known are sanctions, .*role\.pep/) },
    })
    expect(lists('check', 'own', path, '--topic', 'role.pep')).toMatchObject({ status: 0 })
  })

  it('says of a list what was left out of it and not understood, also later, and keeps the last one', () => {
    const path = csv('own.csv', 'id,name,dob', '1,Orvald Testmann,02/13/1964', '2,-,', '3,Petra Specimen,1970')
    const told = [
      'own: 2 entries (your own, CSV), by kind: people 2, by topic: pep 2; version ',
      'own: left out: entries without a name: 1 (line 3 (2))',
      'own: not understood: birth dates of which only a part could be read: 1 (line 2 (1): 02/13/1964, taken as 1964)',
    ]
    const added = lists('add', 'own', path, '--topic', 'pep')
    expect(added).toMatchObject({ status: 0, said: expect.stringMatching(/^own: in force\n/) })
    for (const line of told) expect(added.said).toContain(line)
    const status = lists('status')
    expect(status).toMatchObject({
      status: 0,
      said: expect.stringContaining(`own: confirmed 0 hours ago, from ${path}\n`),
    })
    for (const line of told) expect(status.said).toContain(line)
    expect(lists('remove', 'own')).toMatchObject({ status: 1, said: expect.stringContaining('It is the last list') })
  })
})
