import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../runtime.mjs'

const folder = mkdtempSync(join(tmpdir(), 'inapp-kyc-retention-'))

/** Runs the command as an operator does, with these periods. */
function plan(periods: unknown, args = ['plan']) {
  const path = join(folder, 'retention.json')
  writeFileSync(path, typeof periods === 'string' ? periods : JSON.stringify(periods))
  const { status, stdout, stderr } = spawnSync('node', ['scripts/upkeep/retention.mjs', ...args], {
    ...({ cwd: root, encoding: 'utf8' } as const),
    env: {
      ...{ PATH: process.env.PATH, NODE_ENV: 'production', KYC_DATA_DIR: join(folder, 'data'), KYC_BRAND: 'acme' },
      ...(periods === null ? {} : { KYC_RETENTION_FILE: path }),
    },
  })
  return { status, lines: stdout.trim().split('\n'), stderr }
}

describe('npm run retention -- plan', () => {
  it('says that there is no database, rather than make one', () => {
    expect(plan({ acme: { unfinished_days: 90 } })).toMatchObject({
      ...{ status: 1, stderr: expect.stringContaining('KYC_DATA_DIR: there is no database in ') },
    })
    expect(existsSync(join(folder, 'data'))).toBe(false)
  })

  it('says how many are due', () => {
    mkdirSync(join(folder, 'data'), { recursive: true })
    // An empty file is an empty database.
    writeFileSync(join(folder, 'data', 'kyc.db'), '')
    expect(plan({ acme: { unfinished_days: 90 } })).toMatchObject({
      ...{ status: 0, lines: ['acme: customers due: 0, files due: 0'], stderr: '' },
    })
  })

  it('says that nothing goes by itself without periods', () => {
    expect(plan(null)).toMatchObject({ status: 0, lines: ['KYC_RETENTION_FILE is not set: nothing goes by itself.'] })
  })

  it.each([
    [{ zenith: {} }, 'zenith: is no brand'],
    [{ acme: { unfinished_days: 0 } }, 'acme.unfinished_days'],
    [{ acme: { unfinished: 90 } }, 'unfinished'],
    ['{', 'KYC_RETENTION_FILE'],
  ])('refuses the periods %j', (periods, said) => {
    const { status, stderr } = plan(periods)
    expect([status, stderr]).toEqual([1, expect.stringContaining(said)])
  })

  it('explains itself', () => {
    expect(plan({}, ['run']).stderr).toContain('npm run retention -- plan')
  })
})
