import type { DocumentRules } from '@/lib/contract/document-schemas'
import type { FormSchema } from '@/lib/contract/form'

/** Applies the brand's document rules to a form: sets the accepted types of file_reference fields that have none. */
export function schemaUnder(rules: DocumentRules, schema: FormSchema): FormSchema {
  if (Object.keys(rules).length === 0) return schema
  return {
    ...schema,
    sections: schema.sections?.map((section) => ({
      ...section,
      fields: section.fields?.map((field) => {
        const types = rules[field.purpose ?? 'other']
        return field.type === 'file_reference' && types ? { document_types: types, ...field } : field
      }),
    })),
  }
}
