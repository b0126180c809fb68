import { describe, expect, it } from 'vitest'
import { fieldsOf } from '@/lib/contract/fields'
import { isFieldName } from '@/lib/contract/well-known'
import { sandboxTemplates } from './sandbox-templates'

describe('the sandbox’s templates', () => {
  it('have a label for every field that the screens have no name for', () => {
    const fields = sandboxTemplates(String).flatMap(({ form_schema }) => fieldsOf(form_schema))
    expect(fields.filter(({ name, label }) => !label && !isFieldName(name)).map(({ name }) => name)).toEqual([])
  })
})
