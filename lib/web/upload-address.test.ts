import { describe, expect, it } from 'vitest'
import { MAX_PARTS } from '@/lib/contract/limits'
import { partIndexOf, uploadIdOf } from './upload-address'

describe('the address of an upload', () => {
  it('names an upload by a UUID, however it is written', () => {
    const id = crypto.randomUUID()
    expect(uploadIdOf({ uploadId: id.toUpperCase() })).toBe(id)
  })

  it.each(['', 'x', '../../etc', '0'.repeat(40)])('is nothing for the name “%s”', (uploadId) => {
    expect(() => uploadIdOf({ uploadId })).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }))
  })

  it('names the parts of the largest file, and none beyond', () => {
    expect(partIndexOf({ index: '0' })).toBe(0)
    expect(partIndexOf({ index: String(MAX_PARTS - 1) })).toBe(MAX_PARTS - 1)
    for (const index of [String(MAX_PARTS), '-1', '0x1', '1e1', '1.5', '', ' 1'])
      expect(() => partIndexOf({ index })).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }))
  })
})
