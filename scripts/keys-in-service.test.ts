import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refuse, startKeyService } from '@/lib/testing/key-service-server'
import { openTestManager, PERSONAL, submitStandard } from '@/lib/testing/manager'
import { root } from './runtime.mjs'

const folder = mkdtempSync(join(tmpdir(), 'inapp-kyc-service-'))
const [before, after] = [randomBytes(32), randomBytes(32)]
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

/** Runs the command as an operator does, while the service answers. */
function run(args: string[], settings: Record<string, string>) {
  const env = { PATH: process.env.PATH, NODE_ENV: 'production' as const, KYC_DATA_DIR: folder, ...settings }
  return new Promise<{ status: number; lines: string[]; stderr: string }>((resolve) =>
    execFile('node', ['scripts/keys.mjs', ...args], { cwd: root, env }, (error, stdout, stderr) =>
      resolve({ status: error ? Number(error.code) : 0, lines: stdout.trim().split('\n'), stderr }),
    ),
  )
}

/** What a server does with these keys at its start. */
async function serve(...masterKeys: readonly [Uint8Array, ...Uint8Array[]]) {
  const opened = await openTestManager({ directory: folder, masterKeys })
  await opened.manager.masterKeys.use()
  return opened
}

describe('npm run keys, with a key service', () => {
  let service: Awaited<ReturnType<typeof startKeyService>>
  let served: Awaited<ReturnType<typeof submitStandard>>
  let wrapped: string
  let opened: Uint8Array
  const withService = (...keys: string[]) => ({ KYC_KMS_URL: service.url, KYC_MASTER_KEYS: keys.join(',') })

  beforeAll(async () => {
    service = await startKeyService()
    service.newKey('kyc')
    const { manager } = await serve(before)
    served = await submitStandard(manager)
    await manager.close()
  })
  afterAll(() => service.close())

  it('has it make a key, which is shown as it is wrapped and in no other way', async () => {
    const { status, lines } = await run(['new', 'alias/kyc'], { KYC_KMS_URL: service.url })
    expect([status, lines.length]).toEqual([0, 2])
    wrapped = lines[1] ?? ''
    expect(wrapped).toMatch(/^20\d\d-\d\d-\d\d:kms:arn:aws:kms:eu-central-1:111122223333:key\/[\w-]+:[\w+/=]+$/)
    opened = service.opened(wrapped.slice(wrapped.lastIndexOf(':') + 1))
    expect(wrapped).not.toContain(text(opened))
    const { status: failed, lines: said } = await run(['new', 'alias/gone'], { KYC_KMS_URL: service.url })
    expect([failed, said[0]]).toEqual([1, expect.stringContaining('the key service has no such key')])
    expect((await run(['new', 'alias/kyc'], {})).lines[0]).toContain('KYC_KMS_URL is not set')
  })

  it('goes from a key of the environment to it, and reads what was written before', async () => {
    const settings = withService(wrapped, `before:${text(before)}`)
    const { manager } = await serve(opened, before)
    const { status, lines } = await run(['rotate'], settings)
    expect([status, lines[0], lines[1]]).toEqual([
      0,
      expect.stringMatching(/^3 wrapped anew by Key "20/),
      expect.stringMatching(
        /, opened by arn:aws:kms:.*, the newest: protects 1 people and 2 files, names and the audit$/,
      ),
    ])
    const { steps } = await manager.customers.read(served.customer)
    expect(steps.find(({ code }) => code === 'personal')?.answers).toEqual(PERSONAL)
    await manager.close()
  })

  it('serves on while it is away: the keys are in memory', async () => {
    const { manager } = await serve(opened)
    service.interfereWith(() => true)
    const { customer } = await submitStandard(manager)
    expect((await manager.customers.read(customer)).steps.length).toBeGreaterThan(0)
    service.interfereWith(null)
    await manager.close()
  })

  it('does not start while it refuses, is away or has another key, and says which key it was', async () => {
    const settings = withService(wrapped)
    expect(await run(['status'], settings)).toMatchObject({ status: 0, stderr: '' })
    service.interfereWith((_, response) => {
      refuse(response, 'AccessDeniedException')
      return true
    })
    const denied = await run(['status'], settings)
    service.interfereWith(null)
    expect([denied.status, denied.stderr]).toEqual([
      1,
      expect.stringMatching(/KYC_MASTER_KEYS: the key "20.*" \(arn:aws:kms:.*\) could not be opened: .*does not let/),
    ])
    const away = { ...settings, KYC_KMS_URL: 'kms://key:secret@eu-central-1?endpoint=http://127.0.0.1:9' }
    expect((await run(['status'], away)).stderr).toContain('could not be opened: the key service does not answer')
    const another = (await run(['new', 'alias/kyc'], { KYC_KMS_URL: service.url })).lines[1] ?? ''
    expect((await run(['status'], withService(another))).stderr).toContain('KYC_MASTER_KEYS: lacks the key')
    const { KYC_MASTER_KEYS } = settings
    expect((await run(['status'], { KYC_MASTER_KEYS })).stderr).toContain('KYC_KMS_URL: must be set')
  })

  it('goes back to a key of the environment, after which the service is not needed', async () => {
    const { manager } = await serve(after, opened)
    expect((await run(['rotate'], withService(`after:${text(after)}`, wrapped))).status).toBe(0)
    await manager.close()
    const { status, lines } = await run(['status'], { KYC_MASTER_KEYS: `after:${text(after)}` })
    expect([status, lines]).toEqual([0, [expect.stringMatching(/^Key "after" .*, the newest: protects 2 people/)]])
  })
})
