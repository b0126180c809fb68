import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createKeyring } from './keys'
import { createSealer, type Owner, type Place } from './sealer'

const digestKey = randomBytes(32)

function openSealer(...[newest = randomBytes(32), ...before]: Uint8Array[]) {
  const damaged: Place[] = []
  const keys = createKeyring([newest, ...before])
  const sealer = createSealer({ keys, digestKey, report: (place) => damaged.push(place) })
  const personOf = (customer_id: string, profile_id = `profile of ${customer_id}`): Owner => {
    const person = { profile_id, brand: 'acme', customer_id }
    return { ...person, data_key: sealer.newPersonKey(person) }
  }
  return { sealer, keys, damaged, personOf }
}

const HERE: Place = ['steps', 'answers', 'row-1']
const { sealer, damaged, personOf } = openSealer()
const ada = personOf('ada')

function flipped(bytes: Uint8Array, at: number, bit: number): Buffer {
  const copy = Buffer.from(bytes)
  copy.writeUInt8(copy.readUInt8(at) ^ bit, at)
  return copy
}

describe('a sealed text', () => {
  it('opens again, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        (text) => sealer.open(sealer.seal(text, ada, HERE), ada, HERE) === text,
      ),
    )
  })

  it('is another one each time, and reveals nothing', () => {
    const sealed = sealer.seal('Ada Example', ada, HERE)
    expect(sealer.seal('Ada Example', ada, HERE)).not.toBe(sealed)
    expect(Buffer.from(sealed.slice(3), 'base64url').includes('Ada')).toBe(false)
  })

  it('does not open with any bit flipped', () => {
    const sealed = Buffer.from(sealer.seal('{"first_name":"Ada"}', ada, HERE).slice(3), 'base64url')
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.nat(7), (at, bit) => {
        expect(sealer.open(`v2.${flipped(sealed, at, 1 << bit).toString('base64url')}`, ada, HERE)).toBeNull()
      }),
    )
  })

  it.each([
    ['another table', ['documents', 'answers', 'row-1']],
    ['another column', ['steps', 'draft', 'row-1']],
    ['another row', ['steps', 'answers', 'row-2']],
    ['a place whose parts are the same in a row', ['steps', 'answers","row-1', '']],
  ] as const)('does not open in %s, and says where', (_, elsewhere) => {
    const sealed = sealer.seal('Ada', ada, HERE)
    damaged.length = 0
    expect(sealer.open(sealed, ada, elsewhere)).toBeNull()
    expect(damaged).toEqual([elsewhere])
    expect(sealer.open(sealed, ada, HERE)).toBe('Ada')
  })

  it('does not open for another person, nor for one who is given their key, profile or name', () => {
    const sealed = sealer.seal('Ada', ada, HERE)
    const grace = personOf('grace')
    for (const taken of [
      ...[
        grace,
        { ...grace, data_key: ada.data_key },
        { ...grace, profile_id: ada.profile_id, data_key: ada.data_key },
      ],
      ...[
        { ...ada, customer_id: 'grace' },
        { ...ada, brand: 'zenith' },
        { ...ada, data_key: null },
      ],
    ])
      expect(sealer.open(sealed, taken, HERE)).toBeNull()
  })

  it.each(['', 'v1.', 'v2.', 'v2.AAAA', 'v3.AAAA', 'Ada'])('is not %j', (text) => {
    expect(sealer.open(text, ada, HERE)).toBeNull()
  })

  it('goes on to open while master keys are being changed, and not without the one that wrapped its key', () => {
    const [old, fresh] = [randomBytes(32), randomBytes(32)]
    const before = openSealer(old)
    const person = before.personOf('ada')
    const sealed = before.sealer.seal('Ada', person, HERE)
    expect(openSealer(fresh, old).sealer.open(sealed, person, HERE)).toBe('Ada')
    expect(openSealer(fresh).sealer.open(sealed, person, HERE)).toBeNull()
  })
})

describe('the key of a file', () => {
  const file = { id: 'file-1', brand: 'acme', customer_id: 'ada' }

  it('is the file’s alone: not another file’s, nor that of a file that changes hands', () => {
    const { key, data_key } = sealer.newFileKey(file)
    expect(sealer.fileKey({ ...file, data_key })).toEqual(Buffer.from(key))
    for (const other of [
      ...[{ id: 'file-2' }, { brand: 'zenith' }, { customer_id: 'grace' }, { customer_id: null }, { data_key: null }],
      { data_key: ada.data_key },
    ])
      expect(() => sealer.fileKey({ ...file, data_key, ...other })).toThrow()
  })
})

describe('a digest', () => {
  it('is the same for the same text, whatever the master keys are, and reveals nothing of it', () => {
    expect(sealer.digest('ADA')).toBe(openSealer().sealer.digest('ADA'))
    expect(sealer.digest('ADA')).not.toBe(sealer.digest('ADE'))
    expect(sealer.digest('ADA')).toMatch(/^[\w-]{43}$/)
    const other = createSealer({ keys: createKeyring([randomBytes(32)]), digestKey: randomBytes(32), report: () => {} })
    expect(sealer.digest('ADA')).not.toBe(other.digest('ADA'))
  })
})

it('refuses master keys of the wrong length', () => {
  expect(() => createKeyring([randomBytes(16)])).toThrow('32 bytes')
})
