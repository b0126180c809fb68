import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from './runtime.mjs'

const file = readFileSync(join(root, 'templates/starter.json'), 'utf8')

describe('templates/starter.json', () => {
  it('is what lib/kyc/sandbox-templates.ts says; otherwise: node scripts/starter-templates.mjs', () => {
    const options = { cwd: root, encoding: 'utf8', maxBuffer: 1024 * 1024 } as const
    expect(file).toBe(execFileSync('node', ['scripts/starter-templates.mjs', '--print'], options))
  })

  it('asks for all that the three levels need, in every language', () => {
    const { templates } = JSON.parse(file)
    const levels = templates.map(({ code, level, required }: Record<string, unknown>) => [code, level, required])
    expect(levels).toEqual([
      ['identity', 'standard', true],
      ['selfie', 'standard', false],
      ['personal', 'basic', true],
      ['email', 'basic', false],
      ['address', 'standard', true],
      ['source_of_funds', 'enhanced', true],
      ['tax_identification', 'enhanced', true],
    ])
    for (const { title } of templates) expect(Object.keys(title)).toHaveLength(23)
  })
})
