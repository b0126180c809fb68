import { describe, expect, it } from 'vitest'
import { ERROR_CODE_NAMES } from '@/lib/contract/error-codes'
import { uploadFailure } from './upload-failures'

describe('a failed upload', () => {
  it('is said in its own words, or in those of a code that comes to the same', () => {
    expect(uploadFailure('FILE_ENCRYPTED')).toEqual({ sentence: 'FILE_ENCRYPTED', remedy: 'another' })
    expect(uploadFailure('NETWORK')).toEqual({ sentence: 'NETWORK', remedy: 'again' })
    expect(uploadFailure('BODY_TOO_LARGE')).toEqual({ sentence: 'FILE_TOO_LARGE', remedy: 'another' })
    expect(uploadFailure('UNAUTHENTICATED')).toEqual({ sentence: 'SESSION_EXPIRED', remedy: 'leave' })
    expect(uploadFailure('VERIFICATION_REJECTED')).toEqual({ sentence: 'CONFLICT', remedy: 'leave' })
  })

  it('is our fault, and sent again, where nothing better is known', () => {
    const ours = { sentence: 'UPLOAD_FAILED', remedy: 'again' }
    for (const code of ['INTERNAL', 'CHECKSUM_MISMATCH', 'NOT_FOUND', 'UPLOAD_INCOMPLETE'] as const)
      expect(uploadFailure(code)).toEqual(ours)
  })

  it('has a way on, whatever the code', () => {
    expect(ERROR_CODE_NAMES.filter((code) => !uploadFailure(code).remedy)).toEqual([])
  })
})
