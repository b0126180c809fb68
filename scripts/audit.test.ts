import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { beforeAll, describe, expect, it } from 'vitest'
import { root } from './runtime.mjs'

const folder = mkdtempSync(join(tmpdir(), 'inapp-kyc-audit-'))
const data = join(folder, 'data')
const masterKey = Buffer.alloc(32, 7).toString('base64')

/** Runs a command as an operator does, while no server runs. */
function run(script: string, args: string[], settings: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync('node', [`scripts/${script}.mjs`, ...args], {
    ...({ cwd: root, encoding: 'utf8' } as const),
    env: {
      ...{ PATH: process.env.PATH, NODE_ENV: 'production', KYC_DATA_DIR: data, KYC_BRAND: 'acme' },
      ...{ KYC_MASTER_KEY: masterKey, KYC_SESSION_KEY: Buffer.alloc(32, 8).toString('base64'), ...settings },
    },
  })
  return { status, lines: stdout.trim().split('\n'), stderr }
}
const audit = (...args: string[]) => run('audit', args)

describe('npm run audit', () => {
  beforeAll(() => {
    const imported = run('templates', ['import', 'templates/starter.json', '--without', 'email', '--by', '=Jo'])
    expect(imported, imported.stderr).toMatchObject({ status: 0 })
  })

  it('verifies the audit without a server, and says how much of it there is', () => {
    const { status, lines } = audit('verify')
    expect([status, lines.at(-1)]).toEqual([0, 'acme: 6 rows, one unbroken chain'])
    expect(lines[0]).toContain('KYC_AUDIT_ANCHOR')
  })

  it('exports it in two formats, and that is a row of it', () => {
    const [csv, ndjson] = [join(folder, 'audit.csv'), join(folder, 'audit.ndjson')]
    expect(audit('export', ndjson, '--by', 'Kim')).toMatchObject({ status: 0 })
    expect(audit('export', csv)).toMatchObject({ status: 0 })
    const rows = readFileSync(ndjson, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(rows.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(rows.at(-1)).toMatchObject({ event: 'audit.exported', actor: 'operator Kim', after: '{"format":"ndjson"}' })
    const [head, first, ...others] = readFileSync(csv, 'utf8').trimEnd().split('\r\n')
    expect(head).toMatch(/^sequence,id,at,brand,/)
    expect(first).toContain(',operator =Jo,')
    expect(others).toHaveLength(7)
    expect(statSync(csv).mode & 0o777).toBe(0o600)
  })

  it('exports only what happened then', () => {
    const file = join(folder, 'past.ndjson')
    expect(audit('export', file, '--to', '2020-01-01')).toMatchObject({ status: 0 })
    expect(readFileSync(file, 'utf8')).toBe('')
  })

  it.each([
    [['export', 'audit.xlsx'], '.csv or .ndjson'],
    [['export', 'audit.csv', '--from', 'yesterday'], '--from'],
    [['export', 'new.csv', '--brand', 'acmee'], 'is no brand of this deployment, which has acme'],
    [['verify', '--brand', 'acmee'], 'is no brand of this deployment, which has acme'],
  ])('refuses %j', (args, said) => {
    const { status, lines } = audit(...args)
    expect([status, lines.at(-1)]).toEqual([1, expect.stringContaining(said)])
  })

  it('writes over no file, and finds nothing in order where there is no database', () => {
    const kept = join(folder, 'kept.csv')
    writeFileSync(kept, 'mine')
    expect(audit('export', kept).lines[0]).toContain('exists')
    expect(readFileSync(kept, 'utf8')).toBe('mine')
    const elsewhere = join(folder, 'misspelt')
    const { status, stderr } = run('audit', ['verify'], { KYC_DATA_DIR: elsewhere })
    expect([status, stderr]).toEqual([1, expect.stringContaining('there is no database in')])
    expect(existsSync(elsewhere)).toBe(false)
  })

  it.each([[[]], [['export']], [['verify', 'audit.csv']], [['verify', '--all']]])('explains itself to %j', (args) => {
    const { status, stderr } = audit(...args)
    expect([status !== 0, stderr]).toEqual([true, expect.stringContaining('npm run audit -- verify')])
  })

  it('asks every place for its anchors, says which cannot be asked, and puts what they hold into one file', () => {
    const anchor = {
      brand: 'acme',
      sequence: 1,
      link: 'l',
      signature: 's',
      public_key: 'p',
      at: '2026-11-20T12:00:00Z',
    }
    const [file, all] = [join(folder, 'anchors.ndjson'), join(folder, 'all.ndjson')]
    writeFileSync(file, `${JSON.stringify(anchor)}\n`)
    const settings = {
      KYC_AUDIT_ANCHOR: `${file},https://evidence.example.com/anchors,s3://a:b@anchors?endpoint=http://127.0.0.1:9`,
      KYC_WEBHOOK_SECRETS: 'a-webhook-secret-of-thirty-chars',
    }
    const { status, lines } = run('audit', ['verify'], settings)
    expect([status, lines]).toEqual([
      1,
      [
        expect.stringMatching(/^https:\/\/evidence.example.com\/anchors: .*--anchors <file>/),
        expect.stringMatching(/^s3:\/\/anchors\/: it could not be read/),
        expect.stringMatching(/^acme: \d+ rows, faults: 1$/),
        'acme: row 1 has an anchor that this deployment has not written',
      ],
    ])
    expect(run('audit', ['anchors', all], settings)).toMatchObject({ status: 1 })
    expect(JSON.parse(readFileSync(all, 'utf8'))).toEqual(anchor)
    expect(audit('anchors', all).lines[0]).toContain('exists')
    expect(audit('verify', '--anchors', all).lines.at(-1)).toContain(
      'has an anchor that this deployment has not written',
    )
  })

  it('names the row that was changed, and ends with an error', () => {
    const db = new DatabaseSync(join(data, 'kyc.db'))
    db.exec(`update audit set actor = 'Kim' where sequence = 3`)
    db.close()
    const { status, lines } = audit('verify')
    expect([status, lines.at(-1)]).toEqual([1, expect.stringMatching(/^acme: row 3 \([\w-]+\) was changed/)])
  })
})
