import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hostCommandOf } from './command'

describe('a command from the host', () => {
  it.each([
    ['an object', { type: 'kyc:theme', value: 'dark' }, { type: 'kyc:theme', value: 'dark' }],
    ['its JSON', '{"type":"kyc:language","value":"de"}', { type: 'kyc:language', value: 'de' }],
    ['a command without a value', { type: 'kyc:close' }, { type: 'kyc:close', value: '' }],
  ])('is accepted as %s', (_, message, command) => {
    expect(hostCommandOf(message)).toEqual(command)
  })

  it.each([
    ['an unknown type', { type: 'kyc:approve', value: 'x' }],
    ['the wrong shape', { type: 'kyc:token', value: { toString: 'x' } }],
    ['an oversized value', { type: 'kyc:token', value: 'x'.repeat(5_000) }],
    ['invalid JSON', '{"type":'],
    ['nothing', null],
  ])('is refused with %s', (_, message) => {
    expect(hostCommandOf(message)).toBeNull()
  })

  it('has only a known type and a text value, for any input', () => {
    fc.assert(
      fc.property(fc.anything(), (message) => {
        const command = hostCommandOf(message)
        if (command) expect(Object.keys(command)).toEqual(['type', 'value'])
      }),
    )
  })
})
