import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../runtime.mjs'

const folder = mkdtempSync(join(tmpdir(), 'inapp-kyc-risk-'))
const EXAMPLE = 'docs/risk.example.json'

/** Runs commands as an operator of the sandbox does. */
function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync('node', args, {
    ...({ cwd: root, encoding: 'utf8' } as const),
    env: { PATH: process.env.PATH, NODE_ENV: 'production', KYC_DATA_DIR: join(folder, 'data') },
  })
  return { status, text: stdout + stderr }
}
const risk = (...args: string[]) => run('scripts/upkeep/risk.mjs', ...args)

describe('npm run risk', () => {
  it('takes the documentation’s example as it is, and says what it could not look at', () => {
    const { status, text } = risk('check', EXAMPLE)
    expect(status).toBe(0)
    expect(text).toContain('sandbox: version 2026-11, 7 rules, 6 over transactions.')
    expect(text).toContain('fields, steps and templates was not looked at: there is no database')
  })

  it('finds names that no template has, and says of each rule how often it would hold', () => {
    expect(run('scripts/templates.mjs', 'import', 'templates/starter.json', '--without', 'email').status).toBe(0)
    expect(risk('check', EXAMPLE).status).toBe(0)
    const file = join(folder, 'risk.json')
    const when = [{ fact: 'country', of: 'natonality', is: ['FRA'] }]
    const rules = [{ id: 'french', name: 'French', when, points: 1 }]
    writeFileSync(file, JSON.stringify({ sandbox: { version: '1', levels: { medium: 1, high: 2 }, rules } }))
    const fault = 'sandbox.rules.0.when.0.of (french): no template has a field "natonality"'
    const checked = risk('check', file)
    expect([checked.status, checked.text]).toEqual([1, expect.stringContaining(fault)])
    const replayed = risk('replay', file)
    expect(replayed).toMatchObject({ status: 0, text: expect.stringContaining(fault) })
    expect(replayed.text).toContain('sandbox: french: never holds with this history')
  })

  it('writes over no file', () => {
    const { status, text } = risk('replay', EXAMPLE, '--to', join(folder, 'risk.json'))
    expect([status, text]).toEqual([1, expect.stringContaining('there is such a file already. Nothing was replayed.')])
  })
})
