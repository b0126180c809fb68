import { describe, expect, it } from 'vitest'
import { lacking } from './runtime.mjs'

const LOCKED = {
  '': { version: '0.1.0' },
  'node_modules/next': { version: '16.4.6' },
  'node_modules/vitest': { version: '5.1.1', dev: true },
  'node_modules/playwright': { version: '1.65.1', devOptional: true },
  'node_modules/@img/sharp-win32-x64': { version: '0.35.5', optional: true },
}
const NEXT = { 'node_modules/next': { version: '16.4.6' } }
const TOOLS = { 'node_modules/vitest': { version: '5.1.1' }, 'node_modules/playwright': { version: '1.65.1' } }

describe('what is lacking of an installation', () => {
  it('is nothing when all but other systems’ binaries are there', () => {
    expect(lacking(LOCKED, { ...NEXT, ...TOOLS }, { tools: true })).toEqual([])
  })

  it('is each package that is missing, or there in another version', () => {
    const installed = { ...TOOLS, 'node_modules/next': { version: '16.4.5' } }
    expect(lacking(LOCKED, installed, { tools: true })).toEqual(['node_modules/next'])
    expect(lacking(LOCKED, {}, { tools: true })).toHaveLength(3)
  })

  it('is no development tool where the app is built already', () => {
    expect(lacking(LOCKED, NEXT, { tools: false })).toEqual([])
    expect(lacking(LOCKED, NEXT, { tools: true })).toEqual(['node_modules/vitest', 'node_modules/playwright'])
    expect(lacking(LOCKED, {}, { tools: false })).toEqual(['node_modules/next'])
  })
})
