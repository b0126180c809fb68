import { describe, expect, it } from 'vitest'
import { isScreenshot, type KnownDocument, recognise } from './recognition'

const front: KnownDocument = {
  ...{ checksum: 'a', field: 'identity_document', document_type: 'national_identity_card' },
  ...{ side: 'front', status: 'uploaded' },
}

describe('recognise', () => {
  it('recognizes the front used as the back', () => {
    expect(recognise({ ...front, side: 'back' }, [front])).toBe('SAME_SIDES')
  })

  it('recognizes a rejected file', () => {
    expect(recognise(front, [{ ...front, status: 'rejected' }])).toBe('PREVIOUSLY_REJECTED')
  })

  it('recognizes a passport used as a bill', () => {
    expect(recognise({ ...front, field: 'proof_of_address', document_type: 'utility_bill' }, [front])).toBe('DUPLICATE')
  })

  it('allows one statement for two purposes', () => {
    const statement = { ...front, field: 'proof_of_address', document_type: 'bank_statement' }
    expect(recognise({ ...statement, field: 'statement' }, [statement])).toBeNull()
  })

  it('ignores the same file in its own place, and other files', () => {
    expect(recognise(front, [front])).toBeNull()
    expect(recognise({ ...front, checksum: 'b', side: 'back' }, [front])).toBeNull()
  })
})

describe('isScreenshot', () => {
  it.each([
    'Screenshot 2026-03-01 at 10.00.00.png',
    'Screenshot_20260301.jpg',
    'Bildschirmfoto.png',
    'Capture d’écran.png',
  ])('recognizes %s', (name) => expect(isScreenshot(name)).toBe(true))
  it.each(['IMG_0001.jpg', 'passport.png', 'scan.jpg'])('ignores %s', (name) => {
    expect(isScreenshot(name)).toBe(false)
  })
})
