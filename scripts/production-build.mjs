import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal, root, run } from './runtime.mjs'

const SOURCES = ['app', 'components', 'lib', 'messages', 'public']
const CONFIGURATION = /^(package-lock\.json|tsconfig\.json|(next\.config|proxy|instrumentation)[\w.-]*)$/
const stamp = join(root, '.next', 'built-from')

/** Whether the build that is there was made from these very files; the lockfile among them names the Node. */
export function isBuilt() {
  return isBuiltFrom(hashOfSources())
}

/** Builds for production, unless that has been done from these very files. */
export async function buildIfStale() {
  const sources = hashOfSources()
  if (isBuiltFrom(sources)) return
  console.log('Building (the sources have changed since the last build)')
  const failed = await run('next', ['build'], { env: { NODE_ENV: 'production' } })
  if (failed) throw new Refusal('The build failed, see above.')
  writeFileSync(stamp, sources)
}

function isBuiltFrom(sources) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === sources
}

function hashOfSources() {
  const hash = createHash('sha256')
  const files = SOURCES.filter((folder) => existsSync(join(root, folder))).flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  )
  const configuration = readdirSync(root)
    .filter((name) => CONFIGURATION.test(name))
    .map((name) => join(root, name))
  for (const file of [...files, ...configuration].sort()) {
    hash.update(`\0${file.slice(root.length)}\0`).update(readFileSync(file))
  }
  return hash.digest('hex')
}
