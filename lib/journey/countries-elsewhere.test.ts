import { describe, expect, it } from 'vitest'
import type { CustomerDocument, CustomerStep } from '@/lib/contract/customer'
import { countriesElsewhere } from './countries-elsewhere'

const step = (id: string, answers: Record<string, string> | null, documents: object[] = []) =>
  ({
    ...{ id, answers, documents: documents as unknown as CustomerDocument[] },
    form_schema: { sections: [{ fields: Object.keys(answers ?? {}).map((name) => ({ name, type: 'country' })) }] },
  }) as unknown as CustomerStep

describe('the countries of a person in other steps', () => {
  it('are where they live, who issued their documents, and their nationality', () => {
    const steps = [
      step('identity', null, [{ status: 'uploaded', country: null, extracted: { issuing_country: 'POL' } }]),
      step('personal', { nationality: 'SWE' }),
      step('address', { country: 'DEU' }),
      step('tax', { tax_residence: 'FRA' }),
    ]
    expect(countriesElsewhere(steps, { id: 'tax' })).toEqual(['DEU', 'POL', 'SWE'])
  })

  it('are none of a document that was sent back', () => {
    const steps = [step('identity', null, [{ status: 'rejected', country: 'NOR', extracted: {} }])]
    expect(countriesElsewhere(steps, { id: 'tax' })).toEqual([])
  })
})
