import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { appendFileSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout } from 'node:timers/promises'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { listed, submitPerson, takeEntries } from '@/lib/testing/listed-people'
import {
  DATABASES,
  EMPTY_DATABASES,
  newCustomer,
  openTestManager,
  PERSONAL,
  storePhoto,
  submitStandard,
} from '@/lib/testing/manager'
import { startS3 } from '@/lib/testing/s3-server'
import { root } from '../runtime.mjs'

const newFolder = () => mkdtempSync(join(tmpdir(), 'inapp-kyc-backup-'))
const text = (key: Uint8Array) => Buffer.from(key).toString('base64')

/** Runs a command as an operator does, with these settings. */
function run(name: string, args: string[], settings: Record<string, string | undefined>) {
  const env = { PATH: process.env.PATH, NODE_ENV: 'production' as const, KYC_BRAND: 'acme', ...settings }
  const child = spawn('node', [`scripts/upkeep/${name}.mjs`, ...args], { cwd: root, env })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const ended = new Promise<{ status: number | null; output: string }>((resolve) =>
    child.once('close', (status) => resolve({ status, output: output.trim() })),
  )
  /** Killed as soon as it has printed this. */
  const killedAt = async (words: string) => {
    while (!output.includes(words) && child.exitCode === null) await setTimeout(5)
    child.kill('SIGKILL')
    const { status, output: printed } = await ended
    expect([status, printed]).toEqual([null, expect.stringContaining(words)])
  }
  return { ended, killedAt }
}
const command = (...given: Parameters<typeof run>) => run(...given).ended

/** All rows of a database, but why it is paused. */
async function contentOf({ db }: Pick<Deployment, 'db'>) {
  const tables = [
    'profiles',
    'steps',
    'documents',
    'files',
    'jobs',
    'audit',
    'audit_heads',
    'tokens',
    'templates',
  ] as const
  const rows = await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute()))
  return rows.map((some) => some.map((row) => JSON.stringify(row)).sort())
}

const bucketOf = (endpoint: string, prefix: string) => `s3://S3RVER:S3RVER@kyc/${prefix}?endpoint=${endpoint}`

async function startBucket() {
  const { endpoint, stop } = await startS3('kyc')
  onTestFinished(stop)
  return (prefix: string) => bucketOf(endpoint, prefix)
}

/** A deployment in which two people have sent everything, as a server has left it or still serves it. */
async function deployment(database?: string) {
  const opened = await openTestManager(database ? { database } : {})
  const [key] = opened.masterKeys
  const settings = {
    ...{ KYC_DATA_DIR: opened.folder, KYC_MASTER_KEY: text(key) },
    ...(database?.startsWith('postgres') && { KYC_DATABASE_URL: database }),
  }
  const { customer } = await submitStandard(opened.manager)
  await submitStandard(opened.manager, newCustomer('acme'))
  return { ...opened, settings, customer, key }
}
type Deployment = Awaited<ReturnType<typeof deployment>>

/** Settings of an empty place with the same keys. */
async function emptyPlace({ key }: Deployment, engine: keyof typeof EMPTY_DATABASES = 'SQLite', files?: string) {
  return {
    ...{ KYC_DATA_DIR: newFolder(), KYC_MASTER_KEY: text(key), KYC_FILES_URL: files },
    KYC_DATABASE_URL: engine === 'Postgres' ? await EMPTY_DATABASES.Postgres() : undefined,
  }
}

async function reopen(
  { KYC_DATA_DIR: directory, KYC_DATABASE_URL: url }: Record<string, string | undefined>,
  key: Uint8Array,
) {
  return openTestManager({ masterKeys: [key], ...(directory && { directory }), ...(url && { database: url }) })
}

async function backUp(from: Deployment) {
  const folder = join(newFolder(), 'backup')
  const { status, output } = await command('backup', [folder], from.settings)
  expect([status, output]).toEqual([0, expect.stringContaining('files are in')])
  return folder
}

describe.each(Object.entries(DATABASES))('a backup of a deployment on %s', (engine, freshDatabase) => {
  const other = engine === 'SQLite' ? 'Postgres' : 'SQLite'

  it('is restored as it was, on either database, and tells nobody anything until it is told to', async () => {
    const from = await deployment(engine === 'SQLite' ? undefined : await freshDatabase())
    const folder = await backUp(from)
    expect(readdirSync(folder).sort()).toEqual(['SHA256SUMS', 'kyc.db', 'manifest.json', 'storage'])
    expect(readdirSync(join(folder, 'storage'))).toHaveLength(4)
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
    expect(manifest).toMatchObject({
      files: 4,
      damaged: [],
      keys: [from.keyring.newest],
      rows: { profiles: 2, files: 4 },
    })
    const kept = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    for (const { parentPath, name } of kept)
      expect(readFileSync(join(parentPath, name)).includes(from.settings.KYC_MASTER_KEY)).toBe(false)

    for (const place of [await emptyPlace(from, engine as 'SQLite'), await emptyPlace(from, other)]) {
      const { status, output } = await command('restore', [folder], place)
      expect([status, output]).toEqual([0, expect.stringContaining('4 files are there, and each opens')])
      expect(output).toContain('one unbroken chain')
      const restored = await reopen(place, from.key)
      expect(await contentOf(restored)).toEqual(await contentOf(from))
      const { steps } = await restored.manager.customers.read(from.customer)
      expect(steps.find(({ code }) => code === 'personal')?.answers).toEqual(PERSONAL)
      await restored.manager.deliverDue()
      const waiting = () =>
        restored.db
          .selectFrom('jobs')
          .select('id')
          .where('kind', '=', 'ctrader.kyc-status')
          .where('done_at', 'is', null)
          .where('dead_at', 'is', null)
          .execute()
      const before = await waiting()
      expect(before.length).toBeGreaterThan(0)

      expect((await command('deliveries', ['status'], place)).output).toContain(
        `ctrader.kyc-status: ${before.length} wait`,
      )
      expect((await command('deliveries', ['resume', '--without-waiting'], place)).status).toBe(0)
      await restored.manager.deliverDue()
      expect(await waiting()).toEqual([])
      await restored.manager.close()
    }
    await from.manager.close()
  })
})

describe('npm run backup', () => {
  it('shows one moment, while people write and files go', async () => {
    const from = await deployment()
    let writing = true
    const writers = Array.from({ length: 2 }, async () => {
      while (writing) {
        const { customer } = await submitStandard(from.manager)
        // As the sweeper takes what nobody put to a field.
        const id = await storePhoto(from.manager, customer)
        await from.db.deleteFrom('files').where('id', '=', id).execute()
        await from.parts.store.remove(id, 'jpg')
      }
    })
    const folder = await backUp(from)
    writing = false
    await Promise.all(writers)
    const place = await emptyPlace(from)
    const { status, output } = await command('restore', [folder], place)
    expect([status, output]).toEqual([0, expect.stringContaining('Restored.')])
    await from.manager.close()
  })

  it('takes a folder of its own, and data that is there', async () => {
    const from = await openTestManager()
    const settings = { KYC_DATA_DIR: from.folder, KYC_MASTER_KEY: text(from.masterKeys[0]) }
    expect((await command('backup', [from.folder], settings)).output).toContain('is not empty')
    const nowhere = { ...settings, KYC_DATA_DIR: join(newFolder(), 'none') }
    expect((await command('backup', [join(newFolder(), 'b')], nowhere)).output).toContain('there is no database')
    expect((await command('backup', [], settings)).output).toContain('npm run backup -- ')
    await from.manager.close()
  })

  it('names a file that does not open, and has all others', async () => {
    const from = await deployment()
    const [name = ''] = readdirSync(join(from.folder, 'storage'))
    appendFileSync(join(from.folder, 'storage', name), 'x')
    const folder = join(newFolder(), 'backup')
    const { status, output } = await command('backup', [folder], from.settings)
    expect([status, output]).toEqual([
      1,
      expect.stringContaining(`The file ${name.split('.')[0]} is missing or does not open`),
    ])
    const place = await emptyPlace(from)
    const restored = await command('restore', [folder], place)
    expect([restored.status, restored.output]).toEqual([
      0,
      expect.stringContaining('did not open when the backup was made'),
    ])
    await from.manager.close()
  })
})

describe('npm run restore', () => {
  it('brings the lists that people are screened against, with all their versions', async () => {
    const from = await deployment()
    const entries = [listed('own', 'S-1', 'Petra Gesucht'), listed('own', 'S-2', 'Ivo Gesucht')]
    await takeEntries(from.manager, 'own', entries.slice(0, 1))
    await takeEntries(from.manager, 'own', entries)
    const folder = await backUp(from)
    const place = await emptyPlace(from)
    const { status, output } = await command('restore', [folder], place)
    expect([status, output]).toEqual([0, expect.stringContaining('7 files are there, and each opens')])
    const restored = await reopen(place, from.key)
    await submitPerson(restored.manager, { first_name: 'Ivo', last_name: 'Gesucht' })
    await restored.manager.screenDue()
    expect(await restored.db.selectFrom('screening_hits').select(['list', 'entry_id']).execute()).toEqual([
      { list: 'own', entry_id: 'S-2' },
    ])
    const more = listed('own', 'S-3', 'Zora Unbekannt')
    expect(await takeEntries(restored.manager, 'own', [...entries, more])).toBe('taken')
    await Promise.all([from.manager.close(), restored.manager.close()])
  })

  let from: Deployment
  let original: string
  beforeAll(async () => {
    from = await deployment()
    original = await backUp(from)
    await from.manager.close()
  })

  /** The backup, to be damaged, and where it would go. */
  async function made() {
    const folder = join(newFolder(), 'copy')
    cpSync(original, folder, { recursive: true })
    return { folder, place: await emptyPlace(from) }
  }

  it('refuses a backup that is damaged, and changes nothing', async () => {
    const { folder, place } = await made()
    appendFileSync(join(folder, 'kyc.db'), 'x')
    const { status, output } = await command('restore', [folder], place)
    expect([status, output]).toEqual([1, expect.stringContaining('kyc.db is not as it was made')])
    expect(existsSync(join(place.KYC_DATA_DIR, 'kyc.db'))).toBe(false)
  })

  it('refuses what somebody without the keys has changed, sums and all', async () => {
    const { folder, place } = await made()
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, taken_at: '2026-01-01T00:00:00.000Z' }))
    const { status, output } = await command('restore', [folder], place)
    expect([status, output]).toEqual([1, expect.stringContaining('somebody has changed it')])
  })

  it('refuses a place that is not empty, and keys that do not open it', async () => {
    const { folder, place } = await made()
    expect((await command('restore', [folder], from.settings)).output).toContain('is not empty')
    const others = { ...place, KYC_MASTER_KEY: text(randomBytes(32)) }
    expect((await command('restore', [folder], others)).output).toContain(
      `KYC_MASTER_KEYS lacks ${from.keyring.newest}`,
    )
    expect(existsSync(join(place.KYC_DATA_DIR, 'kyc.db'))).toBe(false)
  })

  it('says where its place is not restored to the end, and goes on there', async () => {
    const { folder, place } = await made()
    await run('restore', [folder], place).killedAt('rows are there')
    expect((await command('backup', [join(newFolder(), 'b')], place)).output).toContain('its data is being restored')
    const { status, output } = await command('restore', [folder], place)
    expect([status, output]).toEqual([0, expect.stringContaining('Restored.')])
  })
})

describe('npm run migrate-store', () => {
  it('moves rows and files beside a server, goes on where it was ended, and is done once the server has stopped', async () => {
    const from = await deployment()
    const [bucket, to] = [await startBucket(), await EMPTY_DATABASES.Postgres()]
    const args = ['--to', to, '--files', bucket('moved')]
    await run('migrate-store', args, from.settings).killedAt('rows are there')

    const beside = await command('migrate-store', args, from.settings)
    expect([beside.status, beside.output]).toEqual([1, expect.stringContaining('Stop it, and run this again')])
    const moved = { ...from.settings, KYC_DATABASE_URL: to, KYC_FILES_URL: bucket('moved') }
    expect((await command('deliveries', ['status'], moved)).output).toContain('its data is being moved')
    const late = await submitStandard(from.manager)
    const before = await contentOf(from)
    await from.manager.close()

    const last = await command('migrate-store', args, from.settings)
    expect([last.status, last.output]).toEqual([
      0,
      expect.stringContaining('Moved. Set KYC_DATABASE_URL and KYC_FILES_URL'),
    ])
    expect(last.output).toContain('6 files are there, each as it was: 2 were new')
    expect((await command('deliveries', ['status'], moved)).output).toContain('Deliveries go out.')
    expect((await command('deliveries', ['status'], from.settings)).output).toContain('Nothing is delivered: moved')
    const there = await reopen(moved, from.key)
    expect(await contentOf(there)).toEqual(before)
    const { steps } = await there.manager.customers.read(late.customer)
    expect(steps.find(({ code }) => code === 'personal')?.answers).toEqual(PERSONAL)
    await there.manager.close()
    // A backup of what is there now has them all, from the bucket.
    const folder = join(newFolder(), 'backup')
    expect((await command('backup', [folder], moved)).output).toContain('and 6 files are in')
  })

  it('refuses places that have something else, and what it cannot move', async () => {
    const from = await deployment()
    const other = await deployment(await DATABASES.Postgres())
    expect((await command('migrate-store', ['--to', other.database], from.settings)).output).toContain('is not empty')
    expect((await command('migrate-store', ['--to', 'mysql://x'], from.settings)).output).toContain(
      '--to is no postgres',
    )
    expect((await command('migrate-store', ['--files', 'https://x'], from.settings)).output).toContain(
      '--files is no s3',
    )
    expect((await command('migrate-store', ['--to', other.database], other.settings)).output).toContain(
      'only what is in SQLite',
    )
    expect((await command('migrate-store', [], from.settings)).output).toContain('npm run migrate-store -- --to')
    await Promise.all([from.manager.close(), other.manager.close()])
    const unpaused = new DatabaseSync(join(from.folder, 'kyc.db')).prepare('select * from pauses').all()
    expect(unpaused).toEqual([])
  })
})
