import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { errorBodySchema, errorResponse, fieldErrorsOf, KycError, validationError } from './errors'

describe('an error response', () => {
  it('has the body that cTrader documents for a failed upload', async () => {
    const response = errorResponse(new KycError('UPLOAD_FAILED'), 'r1')
    expect(await response.json()).toEqual({
      error: 'Upload Failed',
      message: 'Document upload failed. Please try again.',
      code: 'UPLOAD_FAILED',
      retryAllowed: true,
      requestId: 'r1',
    })
  })

  it('has the documented suggestions for low quality, and the reason for a rejection', async () => {
    expect(await errorResponse(new KycError('DOCUMENT_QUALITY_LOW')).json()).toMatchObject({
      error: 'Document Quality',
      suggestions: ['Use better lighting', 'Ensure all text is readable', 'Avoid blurry images'],
    })
    expect(
      await errorResponse(new KycError('VERIFICATION_REJECTED', { reason: 'Document appears to be altered' })).json(),
    ).toMatchObject({
      error: 'Verification Failed',
      reason: 'Document appears to be altered',
      contactSupport: true,
    })
  })

  it('reveals no details of a bug', async () => {
    const response = errorResponse(new Error('secret detail'))
    expect(response.status).toBe(500)
    const body = errorBodySchema.parse(await response.json())
    expect(body.code).toBe('INTERNAL')
    expect(JSON.stringify(body)).not.toContain('secret')
  })

  it.each([{}, { level: null }])('says of whatever is missing that it is required: %j', (input) => {
    const level = z.union([z.literal([1, 2]), z.enum(['basic', 'standard'])])
    const { error } = z.object({ level }).safeParse(input, { reportInput: true })
    const { details } = validationError(error ?? new z.ZodError([]))
    expect(details.faults).toMatchObject([{ path: 'level', code: 'required' }])
  })

  it('recognizes a KycError from another bundle', () => {
    const foreign = Object.assign(new Error('refused'), { name: 'KycError', code: 'CONFLICT', details: {} })
    expect(foreign instanceof KycError).toBe(true)
    expect(new Error('bug') instanceof KycError).toBe(false)
  })

  it('says what each form of a value asks for, where several are possible', () => {
    const schema = z.strictObject({ level: z.union([z.literal([1, 2]), z.enum(['basic', 'standard'])]) })
    const faultsOf = (given: unknown) => fieldErrorsOf(schema.safeParse(given).error as z.ZodError)
    expect(faultsOf({ level: 'std' })).toEqual([
      {
        ...{ path: 'level', code: 'invalid_union' },
        message: 'Invalid input: expected one of 1|2, or expected one of "basic"|"standard"',
      },
    ])
  })
})
