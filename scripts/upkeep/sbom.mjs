import { execFileSync } from 'node:child_process'
import { readJson, root } from '../runtime.mjs'

/**
 * Prints what a deployment consists of, as CycloneDX: each package of the lockfile that is not for development alone, for every
 * system. npm reads it from the lockfile, so nothing has to be installed. Its own `--omit dev` also leaves out what development needs
 * besides production (npm 11: zod and pg among them), so that is told apart here.
 */

const isDevelopment = ({ properties = [] }) =>
  properties.some(({ name, value }) => name === 'cdx:npm:package:development' && value === 'true')

const whole = JSON.parse(
  execFileSync('npm', ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'], {
    ...{ cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, shell: process.platform === 'win32' },
  }),
)
const { name, license, dependencies: needed } = readJson('package.json')
// npm names it by its folder.
const component = { ...whole.metadata.component, name, licenses: [{ license: { id: license } }] }
const components = whole.components.filter((component) => !isDevelopment(component)).map(withLicence)
const kept = new Set([component, ...components].map((it) => it['bom-ref']))
/** Of ours what a deployment needs. */
const isNeeded = (ref) => Object.hasOwn(needed, ref.slice(0, ref.lastIndexOf('@')))
const dependencies = whole.dependencies
  .filter(({ ref }) => kept.has(ref))
  .map(({ ref, dependsOn = [] }) => ({
    ref,
    dependsOn: dependsOn.filter((it) => kept.has(it) && (ref !== component['bom-ref'] || isNeeded(it))),
  }))
process.stdout.write(
  `${JSON.stringify({ ...whole, metadata: { ...whole.metadata, component }, components, dependencies }, null, 2)}\n`,
)

/** Of binaries for other systems than the lockfile was written on it lacks the licence: theirs is that of the package which asks for them. */
function withLicence(component) {
  if (component.licenses) return component
  const packages = Object.values(readJson('package-lock.json').packages)
  const asks = packages.find(({ optionalDependencies = {} }) => optionalDependencies[component.name])
  return { ...component, licenses: [{ license: { id: asks.license } }] }
}
