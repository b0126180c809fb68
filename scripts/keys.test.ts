import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { openTestManager, PERSONAL, submitStandard } from '@/lib/testing/manager'
import { root } from './runtime.mjs'

const folder = mkdtempSync(join(tmpdir(), 'inapp-kyc-keys-'))
const key = () => randomBytes(32)
const [old, next] = [key(), key()]
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

/** Runs the command as an operator does, with these settings. */
function run(args: string[], settings: Record<string, string>) {
  const env = { PATH: process.env.PATH, NODE_ENV: 'production' as const, KYC_DATA_DIR: folder, ...settings }
  const { status, stdout, stderr } = spawnSync('node', ['scripts/keys.mjs', ...args], {
    ...({ cwd: root, encoding: 'utf8' } as const),
    env,
  })
  return { status, lines: stdout.trim().split('\n'), stderr }
}

const ONE = { KYC_MASTER_KEY: text(old) }
const TWO = { KYC_MASTER_KEYS: `2027:${text(next)},first:${text(old)}` }
const NEW = { KYC_MASTER_KEYS: `2027:${text(next)}` }

describe('npm run keys', () => {
  let served: Awaited<ReturnType<typeof submitStandard>>

  /** What a server does with these keys at its start. */
  async function serve(...masterKeys: readonly [Uint8Array, ...Uint8Array[]]) {
    const opened = await openTestManager({ directory: folder, masterKeys })
    await opened.manager.masterKeys.use()
    return opened
  }

  beforeAll(async () => {
    const { manager } = await serve(old)
    served = await submitStandard(manager)
    await manager.close()
  })

  it('says how it is used', () => {
    for (const args of [[], ['rotate', 'now'], ['destroy']])
      expect(run(args, ONE)).toMatchObject({ status: 1, stderr: expect.stringContaining('npm run keys -- rotate') })
  })

  it('shows what a deployment with one key has', () => {
    expect(run(['status'], ONE)).toEqual({
      ...{ status: 0, stderr: '' },
      lines: [
        expect.stringMatching(/^Key [0-9a-f]{8}, the newest: protects 1 people and 2 files, names and the audit$/),
      ],
    })
  })

  it('changes nothing before a server has the new key', () => {
    const { status, lines } = run(['rotate'], TWO)
    expect([status, lines]).toEqual([
      1,
      [expect.stringMatching(/^No server has started with Key "2027" \([0-9a-f]{8}\)/)],
    ])
    expect(run(['status'], TWO).lines).toEqual([
      expect.stringMatching(/^Key "2027" .*, the newest: protects nothing$/),
      expect.stringMatching(/^Key "first" .*: protects 1 people/),
    ])
  })

  it('wraps everything anew beside a server, and says from when on the old key may go', async () => {
    const { manager } = await serve(next, old)
    const { status, lines } = run(['rotate'], TWO)
    expect([status, lines]).toEqual([
      0,
      [
        expect.stringMatching(/^3 wrapped anew by Key "2027"/),
        expect.stringMatching(/^Key "2027" .*: protects 1 people and 2 files, names and the audit$/),
        expect.stringMatching(/^Key "first" .*: protects nothing$/),
        expect.stringMatching(
          /^Key "first" .* is unused: take it out of KYC_MASTER_KEYS from 20.* on, when the uploads/,
        ),
      ],
    ])
    const { steps } = await manager.customers.read(served.customer)
    expect(steps.find(({ code }) => code === 'personal')?.answers).toEqual(PERSONAL)
    await manager.close()
    expect(run(['rotate'], TWO).lines[0]).toMatch(/^0 wrapped anew/)
  })

  it('goes on with the new key alone, and refuses the old one', () => {
    expect(run(['status'], NEW)).toMatchObject({ status: 0, stderr: '' })
    const refused = 'that the data was encrypted with'
    expect(run(['status'], ONE)).toMatchObject({
      ...{ status: 1, stderr: expect.stringContaining(`KYC_MASTER_KEY: is not the key ${refused}`) },
    })
    expect(run(['status'], { KYC_MASTER_KEYS: text(old) })).toMatchObject({
      ...{ status: 1, stderr: expect.stringContaining(`KYC_MASTER_KEYS: lacks the key ${refused}`) },
    })
  })

  it('names a key that is still needed', async () => {
    const { manager } = await serve(key(), next)
    await submitStandard(manager)
    await manager.close()
    expect(run(['status'], NEW)).toMatchObject({
      ...{
        status: 1,
        stderr: expect.stringMatching(/KYC_MASTER_KEYS: lacks the key [0-9a-f]{8}, which still protects/),
      },
    })
  })

  it('leaves the data alone where the backend is elsewhere', () => {
    const { status, lines } = run(['rotate'], { ...NEW, KYC_BACKEND_URL: 'https://kyc.broker.example' })
    expect([status, lines]).toEqual([1, [expect.stringMatching(/^KYC_BACKEND_URL is set/)]])
  })

  it('takes one list of different keys', () => {
    const both = { ...NEW, KYC_MASTER_KEY: text(old) }
    expect(run(['status'], both).stderr).toContain('KYC_MASTER_KEY: is set beside KYC_MASTER_KEYS')
    expect(run(['status'], { KYC_MASTER_KEYS: `${text(next)},${text(next)}` }).stderr).toContain('has a key twice')
    expect(run(['status'], { KYC_MASTER_KEYS: 'a:dG9vIHNob3J0' }).stderr).toContain('must be 32 bytes in base64')
  })
})
