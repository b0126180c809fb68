import { describe, expect, it } from 'vitest'
import { type CustomerNote, customerKycSchema } from '@/lib/contract/customer'
import { differencesOf, expiredDocuments } from './differences'

const EXPIRED: CustomerNote = { code: 'EXPIRED', field: null }
const differs = (field: string, read: string): CustomerNote => ({ code: 'MRZ_DISAGREES', field, read })

/** Somebody who has sent an identity document and typed what stands in the answers, with these notes on the document. */
function kycWith(...notes: CustomerNote[]) {
  const fields = [
    { name: 'document_number', type: 'text' },
    { name: 'expiry_date', type: 'date', min_date: 'today', expires: true },
  ]
  const given = { document_number: 'X1', expiry_date: '2031-03-10' }
  return customerKycSchema.parse({
    ...{ customer_id: '1', brand: 'acme', email: null, status: 'pending', level: 0, required_level: 1, version: 1 },
    ...{ timeline: [], approved_at: null },
    steps: [
      {
        ...{
          id: crypto.randomUUID(),
          code: 'identity',
          title: 'Identity',
          level: 1,
          required: true,
          status: 'pending',
        },
        ...{ draft: null, answers: given, rejection: null, submitted_at: null, decided_at: null, correctable: true },
        form_schema: { sections: [{ fields }] },
        documents: [
          {
            ...{ id: crypto.randomUUID(), field: 'identity_document', document_type: 'passport', side: 'front' },
            ...{ status: 'pending', file_id: crypto.randomUUID(), file_name: 'p.jpg', content_type: 'image/jpeg' },
            ...{
              file_size: 1,
              checksum: 'x',
              step_id: crypto.randomUUID(),
              country: 'MYS',
              rejection: null,
              created_at: '2026-11-20T12:00:00.000Z',
              notes,
            },
          },
        ],
      },
    ],
  })
}
const fieldsAsked = (...notes: CustomerNote[]) => differencesOf(kycWith(...notes)).map(({ field }) => field.name)

describe('where a document and an answer differ', () => {
  it('the customer is asked which of the two is right', () => {
    expect(fieldsAsked(differs('document_number', 'X2'), differs('expiry_date', '2032-03-10'))).toEqual([
      'document_number',
      'expiry_date',
    ])
  })

  it('nobody is asked for the date of a document that has expired, which no form takes: another document is asked for', () => {
    const notes = [EXPIRED, differs('document_number', 'X2'), differs('expiry_date', '2022-03-10')]
    expect(fieldsAsked(...notes)).toEqual(['document_number'])
    expect(expiredDocuments(kycWith(...notes))).toHaveLength(1)
  })
})
