import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './runtime.mjs'

const HEAD = `# The settings, as .env has them. Without a line, or with an empty one, the default counts: nothing needs to be set
# to try the sandbox. Drawn from lib/env.ts by scripts/env-example.mjs.
`
/** What the framework sets, and nobody else. */
const NOT_YOURS = ['NODE_ENV']

/**
 * `.env.example` as `lib/env.ts` has it: each variable under its comment, with its default; secrets have none.
 * @param source the text of `lib/env.ts`.
 */
export function envExample(source) {
  const required = wordsIn(source, 'const REQUIRED_IN_PRODUCTION = [', ']')
  const blocks = blocksOf(between(source, 'const envSchema = z.object({', '\n})'))
  const written = blocks.flatMap(({ comment, variables }) => {
    const yours = variables.filter(({ name }) => !NOT_YOURS.includes(name))
    const needed = yours.some(({ name }) => required.includes(name)) ? ['# Needed when KYC_SANDBOX is off.'] : []
    const lines = yours.map(({ name, fallback }) => `${name}=${fallback}`)
    return lines.length > 0 ? [[...wrapped(comment), ...needed, ...lines].join('\n')] : []
  })
  return `${HEAD}\n${written.join('\n\n')}\n`
}

/** A comment, and the variables up to the next one. */
function blocksOf(schema) {
  return schema
    .split('/**')
    .slice(1)
    .map((block) => {
      const [comment, code] = block.split('*/')
      const variables = code.split(/^ {2}(?=[A-Z])/m).slice(1)
      return { comment: comment.replace(/\s*\n\s*\* ?/g, ' ').trim(), variables: variables.map(variableOf) }
    })
}

function variableOf(code) {
  const [, name] = /^([A-Z0-9_]+):/.exec(code)
  const [, fallback = ''] = /\.default\('?([^')]*)'?\)/.exec(code) ?? []
  return { name, fallback: /^[\d_]+$/.test(fallback) ? fallback.replaceAll('_', '') : fallback }
}

function between(text, start, end) {
  const from = text.indexOf(start) + start.length
  return text.slice(from, text.indexOf(end, from))
}

function wordsIn(text, start, end) {
  return [...between(text, start, end).matchAll(/'(\w+)'/g)].map(([, word]) => word)
}

/** As comment lines of at most 120 characters. */
function wrapped(text) {
  return text.match(/.{1,118}(?:\s|$)/g).map((line) => `# ${line.trim()}`)
}

if (process.argv[1] === import.meta.filename)
  writeFileSync(join(root, '.env.example'), envExample(readFileSync(join(root, 'lib/env.ts'), 'utf8')))
