import { describe, expect, it } from 'vitest'
import type { CustomerDocument } from '@/lib/contract/customer'
import { beginVisit, nextSide, rejectedDocument, wholeSubject } from './upload-subject'

const offered = ['passport', 'national_identity_card', 'driving_licence'] as const

function shown(changes: Partial<CustomerDocument>): CustomerDocument {
  return {
    id: crypto.randomUUID(),
    step_id: null,
    field: 'document',
    file_id: crypto.randomUUID(),
    document_type: 'national_identity_card',
    side: 'front',
    country: 'DEU',
    status: 'pending',
    rejection: null,
    file_name: 'front.jpg',
    content_type: 'image/jpeg',
    file_size: 1,
    checksum: 'a',
    notes: [],
    extraction: 'none',
    extracted: {},
    created_at: '2026-01-01T00:00:00Z',
    ...changes,
  }
}
const begin = (documents: CustomerDocument[], preselected = {}) =>
  beginVisit({ documents }, 'document', offered, preselected)

describe('beginVisit', () => {
  it('begins with the choice when nothing is known', () => {
    expect(begin([])).toEqual({ at: 'choice', type: null, country: null })
  })

  it('asks nothing before the camera where the document says itself which it is', () => {
    const subject = { type: 'passport', country: null, sides: ['front'], side: 'front' }
    expect(begin([], { scans: true })).toEqual({ at: 'side', subject })
    expect(beginVisit({ documents: [] }, 'document', ['utility_bill', 'tax_letter'], { scans: true }).at).toBe('choice')
  })

  it('goes straight to the one side that was sent back', () => {
    const rejection = { reason_code: 'unreadable', reject_type: 'retry' } as const
    const documents = [shown({ status: 'approved' }), shown({ side: 'back', status: 'rejected', rejection })]
    expect(begin(documents)).toEqual({
      at: 'side',
      subject: { type: 'national_identity_card', country: 'DEU', sides: ['back'], side: 'back' },
    })
    expect(rejectedDocument({ documents }, 'document')?.side).toBe('back')
  })

  it('asks for both sides when both were sent back', () => {
    const documents = [shown({ status: 'rejected' }), shown({ side: 'back', status: 'rejected' })]
    expect(begin(documents)).toMatchObject({ subject: { sides: ['front', 'back'], side: 'front' } })
  })

  it('goes on with the back of a document whose front is there', () => {
    expect(begin([shown({ status: 'uploaded' })])).toMatchObject({ at: 'side', subject: { sides: ['back'] } })
  })

  it('lets a complete document be replaced, beginning with the choice', () => {
    expect(begin([shown({}), shown({ side: 'back' })])).toEqual({
      at: 'choice',
      type: 'national_identity_card',
      country: 'DEU',
    })
  })

  it('looks at the documents of this field alone', () => {
    expect(begin([shown({ field: 'other', status: 'rejected' })])).toMatchObject({ at: 'choice', type: null })
  })

  it('takes type and country from the link, and skips the choice when it has both', () => {
    expect(begin([], { type: 'passport' })).toEqual({ at: 'choice', type: 'passport', country: null })
    expect(begin([], { type: 'passport', country: 'FRA' })).toMatchObject({ at: 'side', subject: { country: 'FRA' } })
  })

  it('asks of a bill neither who issued it nor anything else', () => {
    const bills = ['utility_bill', 'bank_statement'] as const
    const subject = { type: 'utility_bill', country: null, sides: ['front'], side: 'front' }
    expect(beginVisit({ documents: [] }, 'document', bills, { type: 'utility_bill' })).toEqual({ at: 'side', subject })
  })

  it('ignores a type that is not offered', () => {
    expect(begin([], { type: 'utility_bill', country: 'FRA' })).toMatchObject({ at: 'choice', type: null })
  })
})

describe('nextSide', () => {
  it('goes through the sides that the type has', () => {
    const card = wholeSubject('driving_licence', 'FRA')
    const back = nextSide(card)
    expect(back).toMatchObject({ side: 'back' })
    expect(back && nextSide(back)).toBeNull()
    expect(nextSide(wholeSubject('passport', 'FRA'))).toBeNull()
  })
})
