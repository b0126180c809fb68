import { describe, expect, it } from 'vitest'
import type { CustomerDocument, CustomerStep } from '@/lib/contract/customer'
import type { Extracted } from '@/lib/contract/pictures/extracted'
import { extractedFor } from './extracted-for'

const step = (id: string, ...documents: { extracted: Extracted; status?: string; extraction?: string }[]) =>
  ({
    id,
    documents: documents.map((one) => ({ status: 'uploaded', ...one })) as unknown as CustomerDocument[],
  }) as CustomerStep

describe('what the documents of a person say', () => {
  it('is what that of the same step says first', () => {
    const steps = [
      step('identity', { extracted: { document_number: 'PASSPORT', sex: 'F' } }),
      step('second', { extracted: { document_number: 'CARD' } }),
    ]
    expect(extractedFor(steps, { id: 'second', answers: null }).values).toEqual({ document_number: 'CARD', sex: 'F' })
    expect(extractedFor(steps, { id: 'personal', answers: null }).values).toEqual({
      document_number: 'PASSPORT',
      sex: 'F',
    })
  })

  it('is nothing where the person has sent their answers', () => {
    const steps = [step('identity', { extracted: { sex: 'F' } })]
    expect(extractedFor(steps, { id: 'personal', answers: {} }).values).toEqual({})
  })

  it('is nothing of one that was sent back, and never the names of two', () => {
    const steps = [
      step(
        'identity',
        { extracted: { family_name: 'Lindqvist' } },
        { extracted: { given_names: 'X', family_name: 'Y' } },
      ),
      step('second', { extracted: { family_name: 'Berg' }, status: 'rejected' }),
    ]
    expect(extractedFor(steps, { id: 'personal', answers: null }).values).toEqual({ family_name: 'Lindqvist' })
  })
})

it('is more to come while a document is still being read, and no answers have been sent', () => {
  const reading = { extraction: 'pending', extracted: {} }
  const about = (documents: Parameters<typeof step>[1][], answers: object | null) =>
    extractedFor([step('identity', ...documents)], { id: 'personal', answers: answers as null }).isBeingRead
  expect(about([reading], null)).toBe(true)
  expect(about([{ ...reading, extraction: 'done' } as typeof reading], null)).toBe(false)
  expect(about([{ ...reading, status: 'rejected' } as typeof reading], null)).toBe(false)
  expect(about([reading], {})).toBe(false)
})

it('names the letters that a name may be written with', () => {
  const lettersOf = (extracted: Extracted) =>
    extractedFor([step('identity', { extracted })], { id: 'personal', answers: null }).letters
  expect(lettersOf({ family_name: 'Mueller', issuing_country: 'DEU' })).toEqual({ family_name: ['ü'], given_names: [] })
  expect(lettersOf({ family_name: 'Smith', given_names: 'Ann', issuing_country: 'GBR' })).toEqual({
    ...{ family_name: [], given_names: [] },
  })
})
