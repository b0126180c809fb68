import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LANGUAGES } from '@/lib/i18n/languages'

/**
 * Some changes of CONTRIBUTING.md, made in a copy of the project as somebody new would: the edit to begin with, then what
 * the compiler asks for, then what the tests ask for.
 */

type Edit = { readonly file: string; readonly after: string; readonly add: string }
type Change = {
  /** Its row in CONTRIBUTING.md. */
  readonly row: string
  /** The new word, which whatever is asked for names. */
  readonly word: string
  readonly begin: Edit
  readonly byCompiler: readonly Edit[]
  readonly byTests: readonly Edit[]
}

const FIELD_TYPE: Change = {
  row: 'a questionnaire field type',
  word: 'star_rating',
  begin: { file: 'lib/contract/form.ts', after: 'export const FIELD_TYPES = [', add: "'star_rating'," },
  byCompiler: [
    {
      file: 'lib/form/rules.ts',
      after: 'export const RULES: Record<FieldType, Rule> = {',
      add: 'star_rating: numberRule,',
    },
    {
      file: 'lib/form/fill-form.ts',
      after: 'const CANDIDATES: Record<FieldType, Candidates> = {',
      add: 'star_rating: () => [5],',
    },
    { file: 'lib/form/form-values.ts', after: 'const HELD: Record<FieldType, Held> = {', add: 'star_rating: asText,' },
    {
      file: 'components/fields/index.ts',
      after: 'const DRAWN: Record<FieldType, (field: Field) => Drawn> = {',
      add: "star_rating: () => ({ Control: NumberControl, name: 'label' }),",
    },
    {
      file: 'lib/form/validate.test.ts',
      after: 'refuses: [unknown, string][] }> = {',
      add: "star_rating: { field: {}, takes: [5], refuses: [['five', 'not_a_number']] },",
    },
  ],
  byTests: [{ file: 'docs/integrators.md', after: 'fields of nine types:', add: ' `star_rating`,' }],
}

const sentences = (language: string): Edit[] =>
  ['"reasons": {', '"finalReasons": {'].map((after) => ({
    file: `messages/${language}.json`,
    after,
    // In the words of each: none may be left in English.
    add: `"issuer_unknown": "Nobody knows who issued this document${language === 'en' ? '' : ` (${language})`}.",`,
  }))

const REASON: Change = {
  row: 'a reason for sending back',
  word: 'issuer_unknown',
  begin: {
    ...{ file: 'lib/contract/messages/reasons.ts', after: 'export const REASONS = {' },
    add: "issuer_unknown: 'Issuer is unknown',",
  },
  byCompiler: sentences('en'),
  byTests: [
    ...LANGUAGES.filter((language) => language !== 'en').flatMap(sentences),
    { file: 'docs/integrators.md', after: '`reason_code` is one of ', add: '`issuer_unknown`, ' },
  ],
}

const JOB: Change = {
  row: 'a background job',
  word: 'tokens.sweep',
  begin: { file: 'lib/jobs/kinds.ts', after: 'export const JOB_KINDS = {', add: "'tokens.sweep': 'upkeep'," },
  byCompiler: [
    {
      file: 'lib/jobs/registry.ts',
      after: 'export const REGISTRY: Registry<Context> = {',
      add: "'tokens.sweep': { ...sweepUploadsJob, kind: 'tokens.sweep' },",
    },
  ],
  byTests: [],
}

const CHANGES = [FIELD_TYPE, REASON, JOB]

const root = fileURLToPath(new URL('..', import.meta.url))
const NOT_COPIED = ['.git', '.next', 'data', 'node_modules', 'test-results', 'tsconfig.tsbuildinfo']
/** However busy the machine is. */
const PATIENCE = 15 * 60_000

function copyProject(): string {
  const folder = mkdtempSync(join(tmpdir(), 'inapp-kyc-contributing-'))
  for (const name of readdirSync(root).filter((it) => !NOT_COPIED.includes(it)))
    cpSync(join(root, name), join(folder, name), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  // What `next typegen` writes, without the routes, which no type asks for.
  writeFileSync(join(folder, 'next-env.d.ts'), '/// <reference types="next" />\n')
  return folder
}

function make(folder: string, { file, after, add }: Edit): void {
  const path = join(folder, file)
  const [before, rest, ...more] = readFileSync(path, 'utf8').split(after)
  if (rest === undefined || more.length > 0) throw new Error(`${file} does not hold ${after} once`)
  writeFileSync(path, `${before}${after}${add}${rest}`)
}

async function run(folder: string, program: string, args: readonly string[]): Promise<string> {
  const { VITEST, VITEST_WORKER_ID, VITEST_POOL_ID, VITEST_MODE, ...env } = process.env
  const child = spawn(process.execPath, [join(folder, 'node_modules', program), ...args], {
    ...{ cwd: folder, env: { ...env, NO_COLOR: '1' } },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return text(child.stdout)
}

type Asked = { place: string; message: string }

/** What the compiler asks for. An error may go on over several indented lines. */
async function askedByCompiler(folder: string): Promise<Asked[]> {
  // In one thread: half the memory and half the work, beside the other tests.
  const options = ['--noEmit', '--singleThreaded', '--pretty', 'false', '--incremental', 'false']
  const output = await run(folder, 'typescript/bin/tsc', options)
  return output
    .split(/\n(?=\S)/)
    .filter((message) => message.trim() !== '')
    .map((message) => ({ place: placeOf(message), message }))
}

/** A sentence that is missing is missed wherever it would be said: its place is the file that has them all. */
function placeOf(message: string): string {
  const isSentence = message.includes('NamespacedMessageKeys') || message.startsWith('lib/i18n/messages.ts')
  return isSentence ? 'messages/en.json' : message.slice(0, message.indexOf('('))
}

type Report = { testResults: { assertionResults: { fullName: string; status: string; failureMessages: string[] }[] }[] }

/** What the tests of words and of documents ask for. */
async function askedByTests(folder: string): Promise<Asked[]> {
  const tests = ['lib/i18n/messages.test.ts', 'lib/documented.test.ts']
  const report = join(folder, 'report.json')
  await run(folder, 'vitest/vitest.mjs', ['run', '--reporter=json', `--outputFile=${report}`, ...tests])
  const { testResults }: Report = JSON.parse(readFileSync(report, 'utf8'))
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'failed')
    .map(({ fullName, failureMessages }) => ({ place: placeOfTest(fullName), message: failureMessages.join('\n') }))
}

function placeOfTest(name: string): string {
  if (name.includes('tells integrators')) return 'docs/integrators.md'
  const language = /the messages in (\w+)/.exec(name)?.[1]
  return language ? `messages/${language}.json` : name
}

/** Which places were asked for because of a change. */
function placesFor({ word }: Change, asked: readonly Asked[]): string[] {
  return [...new Set(asked.filter(({ message }) => message.includes(word)).map(({ place }) => place))].sort()
}

const filesOf = (edits: readonly Edit[]) => [...new Set(edits.map(({ file }) => file))].sort()

/** The places that CONTRIBUTING.md names in a row: where to begin, and what the compiler and the tests ask for. */
function toldIn(row: string) {
  const line = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8')
    .split('\n')
    .find((it) => it.startsWith(`| ${row} |`))
  const [, , begin = '', asked = ''] = line?.split('|') ?? []
  const [, byCompiler = ''] = /\*\*c\*\*([^*]*)/.exec(asked) ?? []
  const [, byTests = ''] = /\*\*t\*\*([^*]*)/.exec(asked) ?? []
  const quoted = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '').sort()
  return { begin: quoted(begin), byCompiler: quoted(byCompiler), byTests: quoted(byTests) }
}

describe('a change as CONTRIBUTING.md has it', () => {
  let folder: string
  let [compiler, tests, afterwards]: Asked[][] = []
  beforeAll(async () => {
    folder = copyProject()
    for (const { begin } of CHANGES) make(folder, begin)
    compiler = await askedByCompiler(folder)
    for (const { byCompiler } of CHANGES) for (const edit of byCompiler) make(folder, edit)
    tests = await askedByTests(folder)
    for (const { byTests } of CHANGES) for (const edit of byTests) make(folder, edit)
    afterwards = [...(await askedByCompiler(folder)), ...(await askedByTests(folder))]
  }, PATIENCE)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  describe.each(CHANGES)('$row', (change) => {
    it('is asked for by the compiler in these places, and in no other', () => {
      expect(placesFor(change, compiler ?? [])).toEqual(filesOf(change.byCompiler))
    })

    it('is asked for by tests in these places, and in no other', () => {
      expect(placesFor(change, tests ?? [])).toEqual(filesOf(change.byTests))
    })

    it('is told of with these places, and no other', () => {
      const { begin, byCompiler, byTests } = toldIn(change.row)
      expect(begin).toEqual([change.begin.file])
      expect(byCompiler).toEqual(filesOf(change.byCompiler))
      const isFor = (place: string, file: string) => file === place || (place.endsWith('/') && file.startsWith(place))
      expect(filesOf(change.byTests).filter((file) => !byTests.some((place) => isFor(place, file)))).toEqual([])
      expect(byTests.filter((place) => !filesOf(change.byTests).some((file) => isFor(place, file)))).toEqual([])
    })
  })

  it('is whole when what was asked for is done', () => {
    expect(afterwards).toEqual([])
  })

  it('brings nothing up that was not there before', () => {
    const isOfChanges = ({ message }: Asked) => CHANGES.some(({ word }) => message.includes(word))
    expect([...(compiler ?? []), ...(tests ?? [])].filter((asked) => !isOfChanges(asked))).toEqual([])
  })
})
