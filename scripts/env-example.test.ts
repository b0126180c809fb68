import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { envExample } from './env-example.mjs'
import { root } from './runtime.mjs'

describe('.env.example', () => {
  it('is what lib/env.ts says; otherwise: node scripts/env-example.mjs', () => {
    const source = readFileSync(join(root, 'lib/env.ts'), 'utf8')
    expect(readFileSync(join(root, '.env.example'), 'utf8')).toBe(envExample(source))
  })
})
