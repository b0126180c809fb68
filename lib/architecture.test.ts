import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, posix, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

type Room = {
  /** The file or folder. */
  readonly at: string
  /** Our files and folders that it may import, besides itself. */
  readonly ours: readonly string[]
  /** The packages that it may import. Default: all in package.json. */
  readonly packages?: readonly string[]
  /** The packages that it must not import. */
  readonly never?: readonly string[]
}

const NO_UI = ['next', 'react', 'next-intl']
const NO_FRAMEWORK = [...NO_UI, 'server-only']

/** The rooms and their allowed imports, which run one way only. A file belongs to the first room that matches. */
const ROOMS: readonly Room[] = [
  { at: 'lib/contract/', ours: [], packages: ['zod'] },
  { at: 'lib/form/', ours: ['lib/contract/'], never: NO_FRAMEWORK },
  { at: 'lib/names/', ours: [], packages: [] },
  // Judges somebody's own pictures, HEIC too.
  {
    at: 'lib/capture/scenes/folder.suite.ts',
    ours: ['lib/contract/', 'lib/capture/', 'lib/inspection/heic.ts'],
    never: NO_FRAMEWORK,
  },
  { at: 'lib/capture/', ours: ['lib/contract/'], never: NO_FRAMEWORK },
  { at: 'lib/host/', ours: ['lib/contract/'], never: NO_FRAMEWORK },
  { at: 'lib/observability/', ours: ['lib/contract/', 'lib/http/request-id.ts'], never: NO_FRAMEWORK },
  { at: 'lib/theme/', ours: ['lib/contract/'], never: NO_FRAMEWORK },
  { at: 'lib/journey/', ours: ['lib/contract/', 'lib/names/hidden-letters.ts'], never: NO_FRAMEWORK },
  // Needs all codes that have messages, as types.
  { at: 'lib/i18n/required-messages.ts', ours: ['lib/contract/', 'lib/capture/'], packages: [] },
  { at: 'lib/i18n/', ours: ['lib/contract/', 'messages/'] },
  { at: 'lib/http/', ours: ['lib/contract/'], never: NO_FRAMEWORK },
  { at: 'lib/mail/', ours: ['lib/contract/', 'lib/form/', 'lib/i18n/', 'messages/'], never: NO_FRAMEWORK },
  // Extracts the MRZ of the specimens of the end-to-end tests.
  {
    at: 'lib/inspection/mrz/accuracy/',
    ours: ['lib/contract/', 'lib/inspection/mrz/', 'lib/capture/', 'lib/testing/', 'e2e/specimens/'],
  },
  {
    at: 'lib/inspection/barcode/accuracy/',
    ours: ['lib/contract/', 'lib/inspection/', 'lib/capture/', 'lib/testing/'],
    never: NO_FRAMEWORK,
  },
  { at: 'lib/inspection/', ours: ['lib/contract/', 'lib/capture/'], never: NO_FRAMEWORK },
  { at: 'lib/database/', ours: ['lib/contract/'], never: NO_FRAMEWORK },
  { at: 'lib/files/', ours: ['lib/contract/'], never: NO_FRAMEWORK },
  // Test servers, generated files and a complete backend for tests.
  {
    at: 'lib/testing/',
    ours: [
      ...['lib/contract/', 'lib/capture/', 'lib/database/', 'lib/files/', 'lib/inspection/scanning/', 'lib/jobs/'],
      'lib/kyc/',
    ],
    never: NO_FRAMEWORK,
  },
  // Its texts come from the messages, whose keys are typed.
  { at: 'lib/kyc/sandbox-templates.ts', ours: ['lib/kyc/', 'lib/contract/', 'lib/i18n/messages.ts'], packages: [] },
  // The registry imports every job.
  { at: 'lib/jobs/registry.ts', ours: ['lib/jobs/', 'lib/kyc/'], never: NO_FRAMEWORK },
  { at: 'lib/jobs/', ours: ['lib/database/'], never: NO_FRAMEWORK },
  // Copies of rows and files, whatever they say.
  { at: 'lib/backup/', ours: ['lib/contract/errors.ts', 'lib/database/', 'lib/files/'], never: NO_FRAMEWORK },
  // Within the domain, rules know only rows, records know no rules, and commands know both.
  // Draws documents, or takes somebody's own, and reads them as the app does.
  {
    at: 'lib/kyc/verification/prefill-accuracy.suite.ts',
    ours: [
      ...['lib/contract/', 'lib/inspection/mrz/', 'lib/kyc/rules/', 'lib/names/', 'e2e/specimens/'],
      'lib/testing/labelled-folder.ts',
    ],
  },
  // Begins with zones as they are printed.
  { at: 'lib/kyc/rules/extracted.test.ts', ours: ['lib/contract/', 'lib/inspection/mrz/', 'lib/kyc/rules/'] },
  {
    at: 'lib/kyc/rules/',
    ours: ['lib/contract/', 'lib/form/', 'lib/names/', 'lib/database/schema.ts'],
    never: NO_FRAMEWORK,
  },
  { at: 'lib/kyc/events/', ours: ['lib/contract/', 'lib/database/schema.ts'], never: NO_FRAMEWORK },
  {
    at: 'lib/kyc/records/',
    ours: [
      ...['lib/contract/', 'lib/names/', 'lib/database/', 'lib/files/'],
      // What its holder is offered of a zone, or of a bill, which is part of a document as customers see it.
      ...[
        'lib/kyc/context.ts',
        'lib/kyc/events/',
        'lib/kyc/rules/extracted.ts',
        'lib/kyc/rules/card-barcode.ts',
        'lib/kyc/rules/printed-address/',
      ],
      // Amounts as rules add them up.
      ...['lib/kyc/rules/risk/convert.ts', 'lib/kyc/rules/risk/transaction-alerts.ts'],
    ],
    never: NO_FRAMEWORK,
  },
  {
    at: 'lib/kyc/deliveries/',
    ours: [
      ...['lib/contract/', 'lib/database/schema.ts', 'lib/jobs/job.ts'],
      // What a place for anchors is, whoever it belongs to.
      ...['lib/files/anchors/anchor-place.ts', 'lib/kyc/context.ts', 'lib/kyc/records/'],
    ],
    never: NO_FRAMEWORK,
  },
  {
    at: 'lib/kyc/queries/',
    ours: [
      ...['lib/contract/', 'lib/database/schema.ts'],
      ...['lib/kyc/context.ts', 'lib/kyc/records/', 'lib/kyc/rules/', 'lib/kyc/deliveries/delivery-record.ts'],
      'lib/jobs/rows.ts',
    ],
    never: NO_FRAMEWORK,
  },
  {
    at: 'lib/kyc/',
    ours: [
      ...['lib/contract/', 'lib/http/', 'lib/form/', 'lib/names/', 'lib/database/', 'lib/files/', 'lib/inspection/'],
      'lib/jobs/',
      // The findings of the quality checks, as a type.
      'lib/capture/checks/index.ts',
    ],
    never: NO_FRAMEWORK,
  },
  {
    at: 'lib/backend/embedded.ts',
    ours: ['lib/backend/', 'lib/contract/', 'lib/kyc/index.ts'],
    never: NO_FRAMEWORK,
  },
  { at: 'lib/backend/port.ts', ours: ['lib/contract/'], packages: [] },
  // Fills in whatever form a backend has.
  {
    at: 'lib/backend/conformance/',
    ours: ['lib/backend/port.ts', 'lib/contract/', 'lib/form/'],
    never: NO_FRAMEWORK,
  },
  // Leaves out of a form what its customer does not see.
  {
    at: 'lib/backend/shown-to-browser.ts',
    ours: ['lib/backend/', 'lib/contract/', 'lib/form/drawn-form.ts'],
    never: NO_FRAMEWORK,
  },
  { at: 'lib/backend/', ours: ['lib/contract/', 'lib/http/'], never: NO_FRAMEWORK },
  { at: 'lib/env.ts', ours: ['lib/contract/'], never: NO_FRAMEWORK },
  {
    at: 'lib/server.ts',
    ours: [
      'lib/env.ts',
      'lib/server/',
      'lib/backend/',
      'lib/contract/',
      'lib/http/',
      'lib/i18n/',
      'lib/mail/',
      'lib/kyc/index.ts',
      'lib/sandbox/',
      'lib/database/',
      'lib/files/',
      'lib/inspection/scanning/',
      'lib/jobs/pause.ts',
      'lib/observability/',
    ],
  },
  // What `npm run templates` and the file of starter templates are made of.
  { at: 'lib/server/starter-templates.ts', ours: ['lib/i18n/catalogues.ts', 'lib/kyc/index.ts'], never: NO_UI },
  {
    at: 'lib/server/template-commands.ts',
    ours: ['lib/contract/', 'lib/env.ts', 'lib/kyc/index.ts', 'lib/server.ts', 'lib/server/', 'lib/theme/brands.ts'],
    never: NO_UI,
  },
  // What `npm run audit` is made of.
  {
    at: 'lib/server/audit-commands.ts',
    ours: [
      ...['lib/contract/', 'lib/env.ts', 'lib/files/anchors/', 'lib/kyc/index.ts'],
      ...['lib/server.ts', 'lib/server/'],
    ],
    never: NO_UI,
  },
  // What `npm run keys` is made of.
  {
    at: 'lib/server/key-commands.ts',
    ours: ['lib/env.ts', 'lib/files/key-service.ts', 'lib/kyc/index.ts', 'lib/server.ts', 'lib/server/'],
    never: NO_UI,
  },
  // Master keys are told apart by ids that are derived from them.
  {
    at: 'lib/server/secrets.ts',
    ours: ['lib/env.ts', 'lib/files/key-service.ts', 'lib/files/keys.ts', 'lib/server/'],
    never: NO_UI,
  },
  // What `npm run risk` is made of.
  {
    at: 'lib/server/risk-commands.ts',
    ours: ['lib/contract/', 'lib/env.ts', 'lib/kyc/index.ts', 'lib/server.ts', 'lib/server/'],
    never: NO_UI,
  },
  // What `npm run retention` is made of.
  {
    at: 'lib/server/retention-commands.ts',
    ours: ['lib/env.ts', 'lib/server.ts', 'lib/server/'],
    never: NO_UI,
  },
  // What `npm run lists` is made of.
  {
    at: 'lib/server/list-',
    ours: ['lib/contract/', 'lib/env.ts', 'lib/kyc/index.ts', 'lib/server.ts', 'lib/server/'],
    never: NO_UI,
  },
  // What `npm run backup`, `restore`, `migrate-store` and `deliveries` are made of.
  {
    at: 'lib/server/copies/',
    ours: [
      ...['lib/env.ts', 'lib/backup/', 'lib/contract/', 'lib/database/', 'lib/files/', 'lib/jobs/pause.ts'],
      ...['lib/kyc/index.ts', 'lib/server.ts', 'lib/server/'],
    ],
    never: NO_UI,
  },
  {
    at: 'lib/server/',
    ours: [
      ...['lib/contract/', 'lib/http/', 'lib/env.ts', 'lib/server.ts', 'lib/web/', 'lib/sandbox/', 'lib/host/'],
      ...['lib/theme/', 'messages/'],
    ],
  },
  // The next two rooms get their dependencies as arguments: they must not import the environment or the composition
  // root.
  {
    at: 'lib/web/',
    ours: ['lib/contract/', 'lib/http/', 'lib/i18n/', 'lib/backend/port.ts', 'lib/form/', 'lib/theme/'],
  },
  {
    at: 'lib/sandbox/',
    ours: [
      ...['lib/contract/', 'lib/http/', 'lib/kyc/index.ts'],
      ...['lib/backend/sandbox.ts', 'lib/capture/checks/drawn-document.ts'],
    ],
  },
  {
    at: 'components/',
    ours: [
      'lib/contract/',
      'lib/form/',
      'lib/capture/',
      'lib/host/',
      'lib/theme/',
      'lib/i18n/',
      'lib/journey/',
      'messages/',
    ],
  },
  {
    // Simulates the platform around the screens.
    at: 'app/(sandbox)/',
    ours: ['components/', 'lib/contract/', 'lib/http/', 'lib/sandbox/', 'lib/server.ts', 'lib/server/', 'lib/web/'],
  },
  {
    at: 'app/',
    ours: [
      'components/',
      'lib/contract/',
      'lib/web/',
      'lib/http/',
      'lib/journey/',
      'lib/i18n/',
      'lib/server.ts',
      'lib/server/',
      'lib/theme/',
    ],
  },
  { at: 'proxy.ts', ours: ['lib/contract/', 'lib/env.ts', 'lib/http/', 'lib/web/'] },
  { at: 'instrumentation', ours: ['lib/env.ts', 'lib/server.ts'] },
  { at: 'playwright.config.ts', ours: ['e2e/specimens/', 'lib/testing/free-port.ts'] },
  {
    at: 'e2e/',
    ours: [
      'lib/contract/',
      'lib/capture/face/drawn-face.ts',
      'lib/capture/scenes/chance.ts',
      'lib/capture/scenes/nature.ts',
      'lib/testing/free-port.ts',
      'lib/testing/naughty-strings.ts',
      'lib/testing/postgres-server.ts',
      'lib/testing/processes.ts',
      'lib/testing/s3-server.ts',
      'messages/',
    ],
    never: NO_FRAMEWORK,
  },
  // Breaks whatever the parts stand on, where they are put together and one by one.
  { at: 'scripts/faults/', ours: ['lib/', 'scripts/'] },
  { at: 'scripts/', ours: [], packages: ['@playwright/test', 'sharp', 'vitest'] },
  { at: '', ours: [] },
]

/** Patterns that may occur only in certain files. */
const CONFINED = [
  {
    what: 'postMessage',
    pattern: /\bpostMessage\s*\(/,
    // Besides hosts: workers, and other tabs of the same person.
    may: [
      'lib/database/sqlite-thread.ts',
      'lib/database/sqlite-worker.mjs',
      ...['lib/host/', 'public/embed.js', 'components/sandbox/', 'lib/capture/', 'e2e/'],
      'components/capture/upload/upload-queue-provider.tsx',
      'lib/kyc/verification/screening/worker/',
    ],
  },
  {
    what: 'process.env',
    pattern: /\bprocess\.env\b/,
    may: [
      'lib/env.ts',
      'scripts/',
      'e2e/',
      'playwright.config.ts',
      'next.config.mjs',
      'instrumentation.ts',
      'lib/architecture.test.ts',
    ],
  },
]

/**
 * Ports whose implementations must pass a suite. They are found by the return type of the functions that create them.
 */
const SUITES = [
  { port: 'KycBackend', at: 'lib/backend/', suite: 'describeBackend' },
  { port: 'FileStore', at: 'lib/files/', suite: 'describeFileStore' },
]

/** The lowest versions without known vulnerabilities that affect us. */
const FLOORS: Record<string, string> = { next: '16.4.6', node: '24.21.0', sharp: '0.35.5', jose: '6.2.17' }

const root = fileURLToPath(new URL('..', import.meta.url))
const FOLDERS = ['app', 'components', 'e2e', 'lib', 'scripts', 'public']
const files = [
  ...FOLDERS.filter((folder) => existsSync(join(root, folder))).flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  ),
  ...readdirSync(root),
].filter((file) => /\.(tsx?|mjs|js)$/.test(file) && !file.endsWith('.d.ts'))

const source = (file: string) => readFileSync(join(root, file), 'utf8')
const isTest = (file: string) => /\.(test|suite)\.tsx?$/.test(file)
const manifest: Record<'dependencies' | 'devDependencies', Record<string, string>> = JSON.parse(source('package.json'))

const STATIC_IMPORT = /^(?:import|export)\s(?:[^'"`;()=]*?\bfrom\s+)?['"]([^'"\n]+)['"]/gm
const DYNAMIC_IMPORT = /\bimport\(\s*['"]([^'"\n]+)['"]/g

/** The imports of a file: packages by name, our files by path from the root. */
function importsOf(file: string): { ours: string[]; packages: string[] } {
  const found = [STATIC_IMPORT, DYNAMIC_IMPORT].flatMap((pattern) => [...source(file).matchAll(pattern)])
  const specifiers = found.flatMap((match) => match[1] ?? [])
  const isOurs = (specifier: string) => specifier.startsWith('.') || specifier.startsWith('@/')
  return {
    ours: specifiers.filter(isOurs).map((specifier) => pathOf(file, specifier)),
    packages: specifiers.filter((specifier) => !isOurs(specifier) && !specifier.startsWith('node:')).map(packageOf),
  }
}

function pathOf(file: string, specifier: string): string {
  const path = specifier.startsWith('@/') ? specifier.slice(2) : posix.join(posix.dirname(file), specifier)
  const candidates = [path, `${path}.ts`, `${path}.tsx`, `${path}/index.ts`, `${path}/index.tsx`]
  return candidates.find((it) => existsSync(join(root, it)) && statSync(join(root, it)).isFile()) ?? path
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

/** The files and everything that browsers load with them, except types and dynamic imports. */
function loadedWith(starts: readonly string[]): Set<string> {
  const loaded = new Set<string>()
  const load = (file: string): void => {
    if (loaded.has(file) || !files.includes(file)) return
    loaded.add(file)
    for (const [statement, specifier = ''] of source(file).matchAll(STATIC_IMPORT))
      if (!/^\w+\s+type\s/.test(statement)) load(pathOf(file, specifier))
  }
  starts.forEach(load)
  return loaded
}

function refusalsOf(file: string): string[] {
  const room = ROOMS.find(({ at }) => file.startsWith(at))
  if (!room) return [`${file} is in no room`]
  const { ours, packages } = importsOf(file)
  const home = room.at.endsWith('/') ? room.at : file
  // Tests may also import the test runner and anything beside the code under test.
  const may = [
    home,
    ...room.ours,
    ...(isTest(file)
      ? [`${dirname(file)}/`, 'lib/kyc/index.ts', 'lib/testing/', 'messages/', 'lib/capture/checks/drawn-document.ts']
      : []),
  ]
  const mayPackages = isTest(file) ? undefined : room.packages
  return [
    ...ours.filter((path) => !may.some((allowed) => path.startsWith(allowed))),
    ...packages.filter((name) => (mayPackages && !mayPackages.includes(name)) || room.never?.includes(name)),
  ].map((refused) => `${file} -> ${refused}`)
}

/** The import cycles through this file. Each cycle is reported once, from its first file. */
function circlesFrom(start: string): string[] {
  const seen = new Set<string>()
  const walk = (file: string, way: readonly string[]): string[] => {
    const circles: string[] = []
    for (const next of importsOf(file).ours) {
      if (next === start) circles.push([...way, start].join(' -> '))
      // The first file of a cycle is the first in alphabetical order.
      else if (next > start && !seen.has(next)) {
        seen.add(next)
        circles.push(...walk(next, [...way, next]))
      }
    }
    return circles
  }
  return walk(start, [start])
}

/** File names that are meaningful only together with their folder. */
function isNamedByItsFolder(file: string): boolean {
  return ['index.ts', 'port.ts'].includes(posix.basename(file))
}

function isAtLeast(version: string, floor: string): boolean {
  return version.localeCompare(floor, 'en', { numeric: true }) >= 0
}

describe('architecture', () => {
  it('lets imports run one way only', () => {
    const checked = files.filter((file) => file !== 'lib/architecture.test.ts' && !file.startsWith('public/'))
    expect(checked.flatMap(refusalsOf)).toEqual([])
  })

  it('has no import cycles, not even of types', () => {
    expect(files.filter((file) => !isTest(file)).flatMap(circlesFrom)).toEqual([])
  })

  it('has two files of the same name only if one is in the contract', () => {
    const named = Map.groupBy(
      files.filter((file) => file.startsWith('lib/') && !isTest(file) && !isNamedByItsFolder(file)),
      (file) => posix.basename(file),
    )
    const twins = [...named].filter(([, paths]) => paths.filter((path) => !path.startsWith('lib/contract/')).length > 1)
    expect(twins.map(([, paths]) => paths)).toEqual([])
  })

  it('has no folder of more than 25 source files', () => {
    const sources = files.filter((file) => !isTest(file) && !file.startsWith('e2e/'))
    const folders = Map.groupBy(sources, (file) => posix.dirname(file))
    expect([...folders].filter(([, inside]) => inside.length > 25).map(([folder]) => folder)).toEqual([])
  })

  it.each(CONFINED)('confines $what to a few files', ({ pattern, may }) => {
    const found = files.filter((file) => !isTest(file) && pattern.test(source(file)))
    expect(found.filter((file) => !may.some((allowed) => file.startsWith(allowed)))).toEqual([])
  })

  it.each(SUITES)('runs $suite on every $port', ({ port, at, suite }) => {
    const makes = new RegExp(`^export function (\\w+)(?:(?!^export )[^])*?\\): ${port} \\{$`, 'gm')
    const own = files.filter((file) => file.startsWith(at))
    const made = own.filter((file) => !isTest(file)).flatMap((file) => [...source(file).matchAll(makes)])
    const suites = own.filter((file) => isTest(file) && source(file).includes(`${suite}(`)).map(source)
    expect(made.length).toBeGreaterThan(1)
    expect(made.map((match) => match[1] ?? '').filter((name) => !suites.some((it) => it.includes(name)))).toEqual([])
  })

  it('takes no screen away while the code of a part of it is on its way', () => {
    // Without a boundary of its own a part that waits hides all up to the route's, and the focus is lost.
    // The control for documents has a boundary of its own, but where it comes to life with the whole form.
    const withForm = 'components/fields/file-reference.tsx'
    const isLazy = (file: string) => file.startsWith('components/') && source(file).includes(' = dynamic(')
    const lazy = files.filter((file) => isLazy(file) && file !== withForm)
    expect(lazy.length).toBeGreaterThan(3)
    const count = (file: string, pattern: RegExp) => source(file).match(pattern)?.length
    expect(lazy.filter((file) => count(file, / = dynamic\(/g) !== count(file, /loading:|ssr: false/g))).toEqual([])
  })

  it('loads no zod with the screens, because it would double their weight', () => {
    const isScreen = (file: string) => file.startsWith('components/') && !file.startsWith('components/sandbox/')
    const screens = files.filter((file) => isScreen(file) && source(file).startsWith("'use client'"))
    expect(screens.length).toBeGreaterThan(10)
    const loaded = loadedWith(screens)
    expect(files.filter((file) => loaded.has(file) && importsOf(file).packages.includes('zod'))).toEqual([])
  })

  it('keeps secrets out of the browser', () => {
    const asks = (file: string) => importsOf(file).ours.some((it) => it === 'lib/env.ts' || it.startsWith('lib/server'))
    const guarded = files.filter((file) => file.startsWith('lib/') && !isTest(file) && asks(file))
    expect(guarded.length).toBeGreaterThan(3)
    expect(guarded.filter((file) => !importsOf(file).packages.includes('server-only'))).toEqual([])
  })

  it('uses exact versions without known vulnerabilities', () => {
    const all = { ...manifest.dependencies, ...manifest.devDependencies }
    expect(Object.entries(FLOORS).filter(([name, floor]) => !isAtLeast(all[name] ?? '0', floor))).toEqual([])
    expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
  })

  it('locks the binaries for all systems, so that a clean install works anywhere', () => {
    const lock: { packages: Record<string, { optionalDependencies?: Record<string, string> }> } = JSON.parse(
      source('package-lock.json'),
    )
    const paths = Object.keys(lock.packages)
    const wanted = Object.values(lock.packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}))
    // If this fails, run: node scripts/complete-lockfile.mjs
    expect(wanted.filter((name) => !paths.some((path) => path.endsWith(`node_modules/${name}`)))).toEqual([])
  })

  it('documents the purpose of every dependency', () => {
    const told = source('docs/dependencies.md')
    const names = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
    expect(names.filter((name) => !told.includes(`\`${name}\``))).toEqual([])
  })

  it('finds files to check', () => {
    expect(files.map((file) => relative('.', file))).toContain('lib/contract/manager.ts')
  })
})
