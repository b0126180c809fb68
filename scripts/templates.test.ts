import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from './runtime.mjs'

const STARTER = 'templates/starter.json'
const folder = mkdtempSync(join(tmpdir(), 'inapp-kyc-templates-'))
writeFileSync(
  join(folder, 'known-brands.json'),
  JSON.stringify({ acme: { name: 'Acme' }, careful: { name: 'Careful' } }),
)

/** Runs the command as an operator does, on a database in `data`. */
function run(args: string[], settings: Record<string, string> = {}) {
  const env = {
    PATH: process.env.PATH,
    NODE_ENV: 'production' as const,
    KYC_DATA_DIR: join(folder, 'data'),
    KYC_BRANDS_FILE: join(folder, 'known-brands.json'),
    ...settings,
  }
  const { status, stdout, stderr } = spawnSync('node', ['scripts/templates.mjs', ...args], {
    ...({ cwd: root, encoding: 'utf8' } as const),
    env,
  })
  return { status, lines: stdout.trim().split('\n'), stderr }
}

function fileOf(name: string, templates: unknown) {
  const path = join(folder, name)
  writeFileSync(path, typeof templates === 'string' ? templates : JSON.stringify({ templates }))
  return path
}

const step = (code: string, change: object = {}) => ({
  ...{ code, title: code, level: 1, form_schema: { sections: [{ fields: [{ name: 'a', type: 'text' }] }] } },
  ...change,
})
const choice = (more: object) => ({ sections: [{ fields: [{ name: 'a', type: 'select', ...more }] }] })

describe('npm run templates -- check', () => {
  it('takes the starter templates', () => {
    expect(run(['check', STARTER])).toMatchObject({
      status: 0,
      lines: ['errors: 0, warnings: 0, valid templates: 7'],
      stderr: '',
    })
  })

  it('says everything that is wrong with a file at once, with its path', () => {
    const broken = fileOf('broken.json', [
      step('one', { form_schema: choice({ required: true }) }),
      step('Two', { level: 4, colour: 'red' }),
      step('one', { form_schema: choice({ requird: true }) }),
    ])
    const { status, lines } = run(['check', broken])
    expect(status).toBe(1)
    expect(lines.map((line) => line.split(': ')[0]?.trim())).toEqual([
      'warning    templates[2].form_schema.sections[0].fields[0].requird',
      'error      templates[0].form_schema.sections[0].fields[0].options',
      'error      templates[1].code',
      'error      templates[1].level',
      'error      templates[1].colour',
      'error      templates[2].code',
      'errors',
    ])
  })

  it.each([
    ['nothing', '', 'broken.json'],
    ['no JSON', '{"templates":', 'broken.json'],
    ['no templates', '{"templates":[]}', 'error      templates'],
    ['another thing', 'null', 'error'],
  ])('refuses a file with %s', (_, content, said) => {
    const { status, lines } = run(['check', fileOf('broken.json', content)])
    expect([status, lines[0]]).toEqual([1, expect.stringContaining(said)])
  })

  it('knows the deployment: its mail server, and the documents that a brand accepts', () => {
    const production = { KYC_SANDBOX: 'off' }
    const { status, lines } = run(['check', STARTER], production)
    expect([status, lines[0]]).toEqual([1, expect.stringContaining('fields[0].verify')])
    expect(run(['check', STARTER, '--without', 'email'], production).status).toBe(0)
    expect(
      run(['check', STARTER], { ...production, KYC_SMTP_URL: 'smtp://localhost', KYC_MAIL_FROM: 'a@b.c' }).status,
    ).toBe(0)
    const brands = join(folder, 'brands.json')
    writeFileSync(brands, JSON.stringify({ acme: { name: 'Acme', documents: { identity: ['passport'] } } }))
    const field = { name: 'a', type: 'file_reference', required: true, purpose: 'identity' }
    const form_schema = { sections: [{ fields: [{ ...field, document_types: ['driving_licence'] }] }] }
    const licence = fileOf('licence.json', [step('licence', { form_schema })])
    const acme = (brand: string) => run(['check', licence, '--brand', brand], { KYC_BRANDS_FILE: brands }).status
    expect([acme('acme'), acme('other')]).toEqual([1, 0])
  })

  it('says how it is used', () => {
    for (const args of [[], ['check'], ['burn', STARTER], ['check', STARTER, '--colour', 'red']])
      expect(run(args)).toMatchObject({ status: 1, stderr: expect.stringContaining('npm run templates -- import') })
  })
})

describe('npm run templates -- import and export', () => {
  const outcomesOf = ({ lines }: { lines: string[] }) => lines.slice(0, -1).map((line) => line.replace(/\s+/, ' '))

  it('bring the brand’s templates to what the file says, and no others', () => {
    const acme = ['--brand', 'acme']
    const first = run(['import', fileOf('two.json', [step('one'), step('two')]), ...acme])
    expect(first).toMatchObject({ status: 0, stderr: '' })
    expect(outcomesOf(first)).toEqual(['created one', 'created two'])
    const again = run(['import', fileOf('two.json', [step('two', { title: { en: 'Two' } }), step('one')]), ...acme])
    expect(outcomesOf(again)).toEqual(['updated two', 'unchanged one'])
    const other = run(['import', fileOf('three.json', [step('three')]), ...acme])
    expect(outcomesOf(other).map((line) => line.split(',')[0])).toEqual(['created three', 'kept one', 'kept two'])

    const exported = join(folder, 'exported.json')
    expect(run(['export', exported, ...acme]).status).toBe(0)
    expect(JSON.parse(readFileSync(exported, 'utf8')).templates).toMatchObject([
      { code: 'one', title: 'one', level: 'basic', required: true, active: true },
      { code: 'two', title: { en: 'Two' } },
      { code: 'three' },
    ])
    const back = run(['import', exported, ...acme])
    expect(outcomesOf(back)).toEqual(['unchanged one', 'unchanged two', 'unchanged three'])
    const only = run(['import', fileOf('three.json', [step('three')]), ...acme, '--delete-others'])
    expect(outcomesOf(only)).toEqual(['unchanged three', 'deleted one', 'deleted two'])
  })

  it('change nothing when one template is refused', () => {
    const file = fileOf('half.json', [step('good'), step('bad', { form_schema: choice({ required: true }) })])
    const { status, lines } = run(['import', file, '--brand', 'careful'])
    expect(status).toBe(1)
    expect(lines).toEqual([
      expect.stringContaining('templates[1].form_schema.sections[0].fields[0].options'),
      expect.stringContaining('Nothing was changed.'),
    ])
    const exported = join(folder, 'careful.json')
    run(['export', exported, '--brand', 'careful'])
    expect(JSON.parse(readFileSync(exported, 'utf8'))).toEqual({ templates: [] })
  })

  it.each(['import', 'export'])('know no brand but those of the deployment, and name them: %s', (verb) => {
    const misspelt = run([verb, fileOf('one.json', [step('one')]), '--brand', 'acmee'])
    expect([misspelt.status, misspelt.lines]).toEqual([
      1,
      ['Nothing was changed: acmee is no brand of this deployment, which has sandbox, harbour, acme, careful.'],
    ])
  })

  it.each(['import', 'export'])('leave the database alone where the backend is elsewhere: %s', (verb) => {
    const elsewhere = { KYC_BACKEND_URL: 'https://kyc.broker.example', KYC_DATA_DIR: join(folder, 'elsewhere') }
    const { status, lines } = run([verb, fileOf('one.json', [step('one')])], elsewhere)
    expect([status, lines]).toEqual([
      1,
      [expect.stringMatching(/^KYC_BACKEND_URL is set: .*Nothing was read or changed/)],
    ])
    expect(existsSync(join(folder, 'elsewhere'))).toBe(false)
  })

  it('say how to go on without a mail server, in a line that can be copied', () => {
    const key = (bytes: number) => randomBytes(bytes).toString('base64')
    const production = {
      ...{ KYC_SANDBOX: 'off', KYC_MASTER_KEY: key(32), KYC_SESSION_KEY: key(32), KYC_SERVICE_KEY: key(32) },
      ...{ KYC_MANAGER_KEYS: JSON.stringify([{ key: key(32), role: 'SESSION_ADMIN', brand: 'acme', name: 'Jo' }]) },
      ...{ KYC_BRAND: 'acme', KYC_TOKEN_CONTRACT: 'crm', KYC_TOKEN_URL: 'https://crm.example.com' },
      ...{ KYC_DATA_DIR: join(folder, 'without-mail') },
    }
    const refused = run(['import', STARTER], production)
    expect([refused.status, refused.lines.slice(0, 2)]).toEqual([
      ...([1] as const),
      [
        expect.stringContaining('no mail server'),
        'Set KYC_SMTP_URL and KYC_MAIL_FROM, or go on without: ' +
          'npm run templates -- import templates/starter.json --without email',
      ],
    ])
    const [, copied = ''] = refused.lines[1]?.split('npm run templates -- ') ?? []
    expect(run(copied.split(' '), production)).toMatchObject({ status: 0, stderr: '' })
    // The same data with another key.
    expect(run(copied.split(' '), { ...production, KYC_MASTER_KEY: key(32) })).toMatchObject({
      ...{
        status: 1,
        stderr: expect.stringContaining('KYC_MASTER_KEY: is not the key that the data was encrypted with'),
      },
    })
  })

  it('name the data folder where it cannot be used', () => {
    expect(run(['export', join(folder, 'none.json')], { KYC_DATA_DIR: STARTER })).toMatchObject({
      ...{ status: 1, stderr: expect.stringMatching(/KYC_DATA_DIR: .*starter\.json: is a file, not a folder/) },
    })
  })

  it('name the settings that the server would ask for', () => {
    expect(run(['import', STARTER], { KYC_SANDBOX: 'off' })).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('KYC_MASTER_KEY: must be set'),
    })
  })
})
