import { describe, expect, it } from 'vitest'
import { type ClientErrorCode, clientTerms, codeOfStatus, ERROR_CODE_NAMES, ERROR_CODES } from './error-codes'

const codesThat = (are: (code: ClientErrorCode) => unknown) => [...ERROR_CODE_NAMES, 'NETWORK' as const].filter(are)

describe('how a client handles an error code', () => {
  it('retries what a network or a restarting server may have caused', () => {
    expect(codesThat((code) => clientTerms(code).transient)).toEqual([
      ...['TOO_MANY_REQUESTS', 'INTERNAL', 'BACKEND_UNAVAILABLE', 'UPLOAD_FAILED', 'UPLOAD_INCOMPLETE', 'NETWORK'],
    ])
  })

  it('gives up what would be refused again', () => {
    expect(codesThat((code) => clientTerms(code).final)).toEqual([
      ...['FORBIDDEN', 'NOT_FOUND', 'CONFLICT', 'VALIDATION_FAILED', 'IDEMPOTENCY_KEY_REUSED', 'DOCUMENTS_TOO_MANY'],
      'VERIFICATION_REJECTED',
    ])
  })

  it('asks for another file when the file is the problem', () => {
    expect(codesThat((code) => clientTerms(code).remedy === 'another')).toEqual([
      ...['FILE_EMPTY', 'FILE_TOO_LARGE', 'FILE_TYPE_NOT_ALLOWED', 'FILE_TYPE_MISMATCH', 'FILE_CORRUPTED'],
      ...['FILE_ENCRYPTED', 'PICTURE_TOO_LARGE', 'FILE_INFECTED'],
    ])
  })

  it('ignores an unknown code', () => {
    expect(clientTerms('NEWER_THAN_THIS' as ClientErrorCode)).toEqual({})
  })
})

describe('an answer without a code', () => {
  it('is interpreted by its status', () => {
    expect([404, 409, 413, 415, 422, 429].map(codeOfStatus)).toEqual([
      ...['NOT_FOUND', 'CONFLICT', 'FILE_TOO_LARGE', 'FILE_TYPE_NOT_ALLOWED', 'VALIDATION_FAILED', 'TOO_MANY_REQUESTS'],
    ])
    expect([400, 401, 503].map(codeOfStatus)).toEqual([null, null, null])
  })

  it('has at most one code for its status', () => {
    const statuses = Object.values(ERROR_CODES).flatMap((terms) => ('standsForStatus' in terms ? terms.status : []))
    expect(statuses).toEqual([...new Set(statuses)])
  })
})
