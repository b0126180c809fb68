import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, posix, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

type Room = {
  /** The file, or the folder with everything in it. */
  readonly at: string
  /** Which of our files or folders it may import, besides itself. */
  readonly ours: readonly string[]
  /** Which packages it may import; without the list any of package.json. */
  readonly packages?: readonly string[]
  /** Which packages it may never import. */
  readonly never?: readonly string[]
}

const NO_FRAMEWORK = ['next', 'react', 'next-intl', 'server-only']

/** Imports run one way. For each file the first room that holds it counts. */
const ROOMS: readonly Room[] = [
  { at: 'lib/contract/', ours: [], packages: ['zod'] },
  { at: 'lib/form/', ours: ['lib/contract/'], never: NO_FRAMEWORK },
  { at: 'lib/capture/', ours: ['lib/contract/'], never: NO_FRAMEWORK },
  { at: 'lib/host/', ours: ['lib/contract/'], never: NO_FRAMEWORK },
  { at: 'lib/theme/', ours: ['lib/contract/'], never: NO_FRAMEWORK },
  { at: 'lib/journey/', ours: ['lib/contract/'], never: NO_FRAMEWORK },
  // Whichever codes there are to be said, as types.
  { at: 'lib/i18n/asked-messages.ts', ours: ['lib/contract/', 'lib/capture/'], packages: [] },
  { at: 'lib/i18n/', ours: ['lib/contract/', 'messages/'] },
  { at: 'lib/http/', ours: ['lib/contract/'], never: NO_FRAMEWORK },
  { at: 'lib/mail/', ours: ['lib/contract/', 'lib/i18n/', 'messages/'], never: NO_FRAMEWORK },
  // Reads documents that the journeys' own specimens draw.
  { at: 'lib/inspection/mrz/accuracy', ours: ['lib/inspection/mrz/', 'lib/capture/', 'e2e/specimens/'] },
  { at: 'lib/inspection/', ours: ['lib/contract/', 'lib/capture/'], never: NO_FRAMEWORK },
  { at: 'lib/database/', ours: ['lib/contract/'], never: NO_FRAMEWORK },
  { at: 'lib/files/', ours: ['lib/contract/'], never: NO_FRAMEWORK },
  // Test servers, drawn files, and a whole backend for a test.
  {
    at: 'lib/testing/',
    ours: ['lib/contract/', 'lib/capture/', 'lib/database/', 'lib/files/', 'lib/jobs/', 'lib/kyc/'],
    never: NO_FRAMEWORK,
  },
  // Its words come from the messages; here it is only known which there are.
  { at: 'lib/kyc/sandbox-templates.ts', ours: ['lib/kyc/', 'lib/contract/', 'lib/i18n/messages.ts'], packages: [] },
  // The registry names every job, and so the rooms that they stand in.
  { at: 'lib/jobs/registry.ts', ours: ['lib/jobs/', 'lib/kyc/'], never: NO_FRAMEWORK },
  { at: 'lib/jobs/', ours: ['lib/database/'], never: NO_FRAMEWORK },
  // Within the domain: rules know rows alone; records know no rule; commands know all of them.
  { at: 'lib/kyc/rules/', ours: ['lib/contract/', 'lib/form/', 'lib/database/schema.ts'], never: NO_FRAMEWORK },
  { at: 'lib/kyc/events/', ours: ['lib/contract/', 'lib/database/schema.ts'], never: NO_FRAMEWORK },
  {
    at: 'lib/kyc/records/',
    ours: [
      ...['lib/contract/', 'lib/database/', 'lib/files/encryption.ts'],
      ...['lib/kyc/context.ts', 'lib/kyc/events/'],
    ],
    never: NO_FRAMEWORK,
  },
  {
    at: 'lib/kyc/deliveries/',
    ours: [
      ...['lib/contract/', 'lib/database/schema.ts', 'lib/jobs/job.ts'],
      ...['lib/kyc/context.ts', 'lib/kyc/records/'],
    ],
    never: NO_FRAMEWORK,
  },
  {
    at: 'lib/kyc/queries/',
    ours: [
      ...['lib/contract/', 'lib/database/schema.ts'],
      ...['lib/kyc/context.ts', 'lib/kyc/records/', 'lib/kyc/deliveries/delivery-record.ts'],
    ],
    never: NO_FRAMEWORK,
  },
  {
    at: 'lib/kyc/',
    ours: [
      ...['lib/contract/', 'lib/http/', 'lib/form/', 'lib/database/', 'lib/files/', 'lib/inspection/', 'lib/jobs/'],
      // What a picture's checks found, as a type.
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
  // The suite hands the remote adapter a whole manager in place of a network.
  {
    at: 'lib/backend/conformance',
    ours: ['lib/backend/', 'lib/contract/', 'lib/kyc/index.ts'],
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
      'lib/sandbox/reviewer.ts',
      'lib/theme/',
      'lib/database/',
      'lib/files/',
    ],
  },
  {
    at: 'lib/server/',
    ours: [
      ...['lib/contract/', 'lib/http/', 'lib/env.ts', 'lib/server.ts', 'lib/web/', 'lib/sandbox/', 'lib/host/'],
      ...['messages/'],
    ],
  },
  // What these two rooms need is handed to them: neither the environment nor the composition root is theirs to ask.
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
    // Plays the platform around the screens.
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
  { at: 'proxy.ts', ours: ['lib/contract/', 'lib/env.ts', 'lib/web/'] },
  { at: 'instrumentation', ours: ['lib/env.ts', 'lib/server.ts'] },
  { at: 'playwright.config.ts', ours: ['e2e/specimens/', 'lib/testing/free-port.ts'] },
  {
    at: 'e2e/',
    ours: [
      'lib/contract/',
      'lib/capture/face/drawn-face.ts',
      'lib/testing/free-port.ts',
      'lib/testing/postgres-server.ts',
      'lib/testing/s3-server.ts',
      'messages/',
    ],
    never: NO_FRAMEWORK,
  },
  { at: 'scripts/', ours: [], packages: ['@playwright/test', 'vitest'] },
  { at: '', ours: [] },
]

/** What stands in few places only: a pattern, and the files in which it may occur. */
const CONFINED = [
  {
    what: 'postMessage',
    pattern: /\bpostMessage\s*\(/,
    // Workers and a person's own tabs besides hosts.
    may: [
      ...['lib/host/', 'public/embed.js', 'components/sandbox/', 'lib/capture/', 'e2e/'],
      'components/capture/upload/upload-queue-provider.tsx',
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

/** Whoever implements one of these passes its suite: what the function that makes it answers with, and where it stands. */
const SUITES = [
  { port: 'KycBackend', at: 'lib/backend/', suite: 'describeBackend' },
  { port: 'FileStore', at: 'lib/files/', suite: 'describeFileStore' },
]

/** The lowest versions without a known hole that concerns us. */
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

/** What a file imports: packages by name, our own files by their path from the root. */
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

/** The files themselves, and what browsers load with them: neither types nor what is imported when it is needed. */
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
  // A test may use the test runner, and whatever stands beside the code that it tests.
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

/** The circles of imports that come back to this file, each told once: by the first of its files. */
function circlesFrom(start: string): string[] {
  const seen = new Set<string>()
  const walk = (file: string, way: readonly string[]): string[] => {
    const circles: string[] = []
    for (const next of importsOf(file).ours) {
      if (next === start) circles.push([...way, start].join(' -> '))
      // A circle is told from its first file by the alphabet.
      else if (next > start && !seen.has(next)) {
        seen.add(next)
        circles.push(...walk(next, [...way, next]))
      }
    }
    return circles
  }
  return walk(start, [start])
}

/** Such a name says nothing by itself: the folder's does. */
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

  it('has no circle, not even of types', () => {
    expect(files.filter((file) => !isTest(file)).flatMap(circlesFrom)).toEqual([])
  })

  it('gives two files the same name only where one is the shape on the wire of the other', () => {
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

  it.each(CONFINED)('keeps $what in its place', ({ pattern, may }) => {
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

  it('lets a screen stand without zod, which is as heavy as all that we draw', () => {
    const isScreen = (file: string) => file.startsWith('components/') && !file.startsWith('components/sandbox/')
    const screens = files.filter((file) => isScreen(file) && source(file).startsWith("'use client'"))
    expect(screens.length).toBeGreaterThan(10)
    const loaded = loadedWith(screens)
    expect(files.filter((file) => loaded.has(file) && importsOf(file).packages.includes('zod'))).toEqual([])
  })

  it('keeps what holds secrets out of the browser', () => {
    const asks = (file: string) => importsOf(file).ours.some((it) => it === 'lib/env.ts' || it.startsWith('lib/server'))
    const guarded = files.filter((file) => file.startsWith('lib/') && !isTest(file) && asks(file))
    expect(guarded.length).toBeGreaterThan(3)
    expect(guarded.filter((file) => !importsOf(file).packages.includes('server-only'))).toEqual([])
  })

  it('uses no release with a known hole, and only exact versions', () => {
    const all = { ...manifest.dependencies, ...manifest.devDependencies }
    expect(Object.entries(FLOORS).filter(([name, floor]) => !isAtLeast(all[name] ?? '0', floor))).toEqual([])
    expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
  })

  it('locks the binaries of every system, so that a clean install is possible anywhere', () => {
    const lock: { packages: Record<string, { optionalDependencies?: Record<string, string> }> } = JSON.parse(
      source('package-lock.json'),
    )
    const paths = Object.keys(lock.packages)
    const wanted = Object.values(lock.packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}))
    // Otherwise: node scripts/complete-lockfile.mjs
    expect(wanted.filter((name) => !paths.some((path) => path.endsWith(`node_modules/${name}`)))).toEqual([])
  })

  it('says of every dependency what it is for', () => {
    const told = source('docs/dependencies.md')
    const names = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
    expect(names.filter((name) => !told.includes(`\`${name}\``))).toEqual([])
  })

  it('finds files to judge', () => {
    expect(files.map((file) => relative('.', file))).toContain('lib/contract/manager.ts')
  })
})
