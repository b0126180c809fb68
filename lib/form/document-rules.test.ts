import { describe, expect, it } from 'vitest'
import type { Field, FormSchema } from '@/lib/contract/form'
import { schemaUnder } from './document-rules'

const form = (...fields: Field[]): FormSchema => ({ sections: [{ fields }] })
const RULES = { identity: ['passport'] } as const

describe('document rules', () => {
  const rules = { identity: [...RULES.identity] }

  it('set the accepted types of a field without its own', () => {
    const asked: Field = { name: 'document', type: 'file_reference', purpose: 'identity' }
    expect(schemaUnder(rules, form(asked))).toEqual(form({ ...asked, document_types: ['passport'] }))
  })

  it('change no field with its own types, with another purpose or of another type', () => {
    const schema = form(
      { name: 'a', type: 'file_reference', purpose: 'identity', document_types: ['driving_licence'] },
      { name: 'b', type: 'file_reference', purpose: 'address' },
      { name: 'c', type: 'text' },
    )
    expect(schemaUnder(rules, schema)).toEqual(schema)
    expect(schemaUnder({}, schema)).toBe(schema)
  })
})
