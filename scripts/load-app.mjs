import { readFileSync, statSync } from 'node:fs'
import { registerHooks, stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { root } from './runtime.mjs'

/**
 * Loads a module of the app's own sources into this process, without the framework and without anything that only
 * development installs: what a command shares with the server.
 * @param path from the project's folder.
 */
export async function loadApp(path) {
  keepExperimentQuiet()
  registerHooks({ resolve: resolveSource, load: loadSource })
  return await import(pathToFileURL(join(root, path)).href)
}

/** The pinned Node strips types without ado when it loads a file itself, and warns only where it is asked to. */
function keepExperimentQuiet() {
  const { emitWarning } = process
  process.emitWarning = (warning, ...rest) => {
    if (!String(warning).includes('stripTypeScriptTypes')) emitWarning.call(process, warning, ...rest)
  }
}

/** `@/lib/env` and `./env` as the compiler has them; `server-only` is empty on a server. */
function resolveSource(specifier, context, next) {
  if (specifier === 'server-only') return { url: 'data:text/javascript,', shortCircuit: true }
  const parent = context.parentURL?.startsWith('file:') ? fileURLToPath(context.parentURL) : root
  const path = specifier.startsWith('@/')
    ? join(root, specifier.slice(2))
    : specifier.startsWith('.') && !parent.includes('node_modules')
      ? fileURLToPath(new URL(specifier, context.parentURL))
      : null
  const file = path && [path, `${path}.ts`, join(path, 'index.ts')].find(isFile)
  return file ? { url: pathToFileURL(file).href, shortCircuit: true } : next(specifier, context)
}

function loadSource(url, context, next) {
  const isOurs = url.startsWith('file:') && !url.includes('/node_modules/')
  if (isOurs && url.endsWith('.json'))
    return { format: 'json', source: readFileSync(fileURLToPath(url)), shortCircuit: true }
  if (!isOurs || !url.endsWith('.ts')) return next(url, context)
  const source = stripTypeScriptTypes(readFileSync(fileURLToPath(url), 'utf8'), { mode: 'transform' })
  return { format: 'module', source, shortCircuit: true }
}

function isFile(path) {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}
