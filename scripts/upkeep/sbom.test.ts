import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../runtime.mjs'

type Entry = {
  version: string
  license?: string
  dev?: boolean
  optional?: boolean
  engines?: { node?: string }
  optionalDependencies?: Record<string, string>
}
type Component = {
  'bom-ref': string
  type: string
  name: string
  version: string
  purl: string
  licenses: [{ license?: { id?: string; name?: string }; expression?: string }]
}
type Sbom = {
  bomFormat: string
  specVersion: string
  metadata: { component: Component }
  components: Component[]
  dependencies: { ref: string; dependsOn: string[] }[]
}

const read = (file: string) => readFileSync(join(root, file), 'utf8')
const lock: { packages: Record<string, Entry> } = JSON.parse(read('package-lock.json'))
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
/** Each package that a deployment consists of, by `name@version`. */
const ofProduction = Object.entries(lock.packages).filter(([path, { dev }]) => path !== '' && !dev)

const sbom: Sbom = JSON.parse(
  execFileSync('node', ['scripts/upkeep/sbom.mjs'], { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }),
)

describe('the bill of materials', () => {
  it('is CycloneDX, of the app in its version', () => {
    const { name, version } = JSON.parse(read('package.json'))
    expect(sbom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: expect.stringMatching(/^1\.[5-9]$/) })
    expect(sbom.metadata.component).toMatchObject({ type: 'application', name, version })
    for (const { type, purl } of sbom.components)
      expect({ type, purl }).toEqual({
        type: 'library',
        purl: expect.stringMatching(/^pkg:npm\/(%40[\w.-]+\/)?[\w.-]+@\d/),
      })
  })

  it('has every package of the lockfile that is not for development alone, and no other', () => {
    const listed = sbom.components.map(({ name, version }) => `${name}@${version}`)
    const locked = new Set(ofProduction.map(([path, { version }]) => `${nameOf(path)}@${version}`))
    expect(locked.size).toBeGreaterThan(200)
    expect(new Set(listed).size).toBe(listed.length)
    expect(listed.toSorted()).toEqual([...locked].toSorted())
  })

  it('says what needs what, among these alone', () => {
    const refs = new Set([sbom.metadata.component, ...sbom.components].map((component) => component['bom-ref']))
    expect(new Set(sbom.dependencies.map(({ ref }) => ref))).toEqual(refs)
    expect(sbom.dependencies.flatMap(({ dependsOn }) => dependsOn).filter((it) => !refs.has(it))).toEqual([])
    const { dependencies } = JSON.parse(read('package.json'))
    const root = sbom.dependencies.find(({ ref }) => ref === sbom.metadata.component['bom-ref'])
    expect(root?.dependsOn.length).toBe(Object.keys(dependencies).length)
  })
})

/** Licences without obligations beyond passing on their text. */
const FREE = ['MIT', 'MIT-0', 'Apache-2.0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0', 'CC0-1.0']
/** Those with more of them, each package by itself: what it obliges to stands in NOTICE under the words given. */
const OBLIGING: Record<string, { packages: RegExp; notice: string }> = {
  'LGPL-3.0': { packages: /^libheif-js$/, notice: 'libheif and libde265 (libheif-js)' },
  'LGPL-3.0-or-later': { packages: /^@img\/sharp-/, notice: 'libvips and the libraries that it comes with' },
  'OFL-1.1': { packages: /^@fontsource-variable\/inter$/, notice: 'Inter (@fontsource-variable/inter)' },
  'CC-BY-4.0': { packages: /^caniuse-lite$/, notice: 'Browser data (caniuse-lite)' },
}

/** The licences of a package: of several one may be chosen where its author says "or", else all of them hold. */
function licencesOf({ licenses: [{ license, expression }] }: Component): string[] {
  const said = expression ?? license?.id ?? license?.name ?? 'none'
  const choices = said.replace(/[()]/g, '').split(' OR ')
  const choice = choices.find((it) => it.split(' AND ').every((one) => FREE.includes(one))) ?? choices[0] ?? 'none'
  return choice.split(' AND ')
}

describe('the licences of a deployment', () => {
  it('of every package, also of those that others bring, allow it to be passed on', () => {
    const refused = sbom.components.filter((component) =>
      licencesOf(component).some((one) => !FREE.includes(one) && !OBLIGING[one]?.packages.test(component.name)),
    )
    expect(refused.map((component) => [component.name, licencesOf(component)])).toEqual([])
  })

  it.each(Object.entries(OBLIGING))('under %s are named where they oblige to more', (licence, { packages, notice }) => {
    expect(sbom.components.some(({ name }) => packages.test(name))).toBe(true)
    expect(sbom.components.some((component) => licencesOf(component).includes(licence))).toBe(true)
    expect(read('NOTICE')).toContain(notice)
  })
})

/** Whether a version satisfies a range of `engines`, as far as those have `>=`, `^`, `~`, `x`, hyphens of lower bounds and `||`. */
function satisfies(version: string, range: string): boolean {
  const isAtLeast = (floor: string) => version.localeCompare(floor, 'en', { numeric: true }) >= 0
  return range.split('||').some((part) => {
    const [, mark = '', floor = ''] = /^\s*(>=|\^|~|>)?\s*v?([\d.]*)/.exec(part) ?? []
    const [major] = floor.split('.')
    if (floor === '') return true
    return isAtLeast(floor) && (mark.startsWith('>') || version.split('.')[0] === major)
  })
}

describe('the version of Node', () => {
  it('that is pinned is one which every package runs on', () => {
    const { node } = JSON.parse(read('package.json')).dependencies
    const unfit = ofProduction.filter(
      ([, { engines, optional }]) => !optional && engines?.node && !satisfies(node, engines.node),
    )
    expect(unfit.map(([path, { engines }]) => [nameOf(path), engines?.node])).toEqual([])
  })

  it('is judged by a range’s floor and major', () => {
    for (const [range, fits] of [
      ['>=20', true],
      ['>=25', false],
      ['^18 || ^24.5', true],
      ['^18 || ^20', false],
      ['*', true],
      ['24.x', true],
    ] as const)
      expect([range, satisfies('24.21.0', range)]).toEqual([range, fits])
  })
})
