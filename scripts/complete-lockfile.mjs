import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './runtime.mjs'

// Where a registry serves only this system's binaries, npm writes a lockfile without those of all others,
// and then refuses that very file (`npm ci`: "Missing … from lock file"). Run this after each change of the
// dependencies: it writes the missing entries from what the packages themselves ask for.

const SYSTEMS = ['darwin', 'win32', 'linux', 'linuxmusl', 'android', 'freebsd', 'openbsd', 'netbsd', 'openharmony']
const PROCESSORS = ['arm64', 'x64', 'ia32', 'arm', 'riscv64', 's390x', 'ppc64', 'loong64', 'wasm32']

const file = join(root, 'package-lock.json')
const lock = JSON.parse(readFileSync(file, 'utf8'))
const missing = missingEntries(lock.packages)
const entries = Object.entries({ ...lock.packages, ...missing })
lock.packages = Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)))
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`package-lock.json: ${Object.keys(missing).length} entries added`)

function missingEntries(packages) {
  const wanted = Object.entries(packages).flatMap(([path, { optionalDependencies = {}, dev }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !isLocked(packages, path, name))
      .map(([name, version]) => [`node_modules/${name}`, entryOf(name, version, dev)]),
  )
  return Object.fromEntries(wanted)
}

/** Whether `name`, asked for by the package at `path`, is found as Node would find it: nearest folder first. */
function isLocked(packages, path, name) {
  if (packages[`${path && `${path}/`}node_modules/${name}`]) return true
  return path !== '' && isLocked(packages, path.slice(0, Math.max(0, path.lastIndexOf('/node_modules/'))), name)
}

/** Which machines a package is for stands in its name: @next/swc-win32-x64-msvc. */
function entryOf(name, version, dev) {
  const words = name.split(/[/-]/)
  const os = SYSTEMS.find((system) => words.includes(system))?.replace('linuxmusl', 'linux')
  const cpu = PROCESSORS.find((processor) => words.includes(processor))
  if (!cpu || !/^\d+\.\d+\.\d+[\w.-]*$/.test(version)) throw new Error(`Cannot tell what ${name}@${version} is for`)
  const libc = words.some((word) => word.includes('musl'))
    ? 'musl'
    : words.some((word) => word.startsWith('gnu')) && 'glibc'
  return {
    version,
    ...(dev && { dev: true }),
    optional: true,
    cpu: [cpu],
    ...(os && { os: [os] }),
    ...(os === 'linux' && libc && { libc: [libc] }),
  }
}
