import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hostCommandOf } from './command'

describe('what a host asks for', () => {
  it.each([
    ['an object', { type: 'kyc:theme', value: 'dark' }, { type: 'kyc:theme', value: 'dark' }],
    ['its JSON', '{"type":"kyc:language","value":"de"}', { type: 'kyc:language', value: 'de' }],
    ['a command without a value', { type: 'kyc:close' }, { type: 'kyc:close', value: '' }],
  ])('is heard as %s', (_, message, command) => {
    expect(hostCommandOf(message)).toEqual(command)
  })

  it.each([
    ['another name', { type: 'kyc:approve', value: 'x' }],
    ['another shape', { type: 'kyc:token', value: { toString: 'x' } }],
    ['far too much', { type: 'kyc:token', value: 'x'.repeat(5_000) }],
    ['no JSON', '{"type":'],
    ['nothing', null],
  ])('is not heard in %s', (_, message) => {
    expect(hostCommandOf(message)).toBeNull()
  })

  it('is never more than a known name and a text, whatever is sent', () => {
    fc.assert(
      fc.property(fc.anything(), (message) => {
        const command = hostCommandOf(message)
        if (command) expect(Object.keys(command)).toEqual(['type', 'value'])
      }),
    )
  })
})
