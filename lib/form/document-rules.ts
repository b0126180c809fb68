import { type DocumentRules, documentPurposeSchema } from '@/lib/contract/document-schemas'
import type { FormSchema } from '@/lib/contract/form'

/** A form whose file_reference fields take what the rules say; a field that says itself what it takes keeps that. */
export function schemaUnder(rules: DocumentRules, schema: FormSchema): FormSchema {
  if (Object.keys(rules).length === 0) return schema
  return {
    ...schema,
    sections: schema.sections?.map((section) => ({
      ...section,
      fields: section.fields?.map((field) => {
        const types = rules[documentPurposeSchema.catch('other').parse(field.purpose)]
        return field.type === 'file_reference' && types ? { document_types: types, ...field } : field
      }),
    })),
  }
}
