import { type Field, type FormSchema, fieldSchema } from '@/lib/contract/form'

/** What of a form its customer sees: not how an answer counts for the risk, nor what the broker noted in the template. */
export function drawnForm({ sections }: FormSchema): FormSchema {
  if (!sections) return {}
  return {
    sections: sections.map(({ title, help, fields }) => ({
      ...(title !== undefined && { title }),
      ...(help !== undefined && { help }),
      ...(fields && { fields: fields.map(fieldDrawn) }),
    })),
  }
}

const DRAWN = new Set(Object.keys(fieldSchema.shape).filter((key) => key !== 'risk'))

const fieldDrawn = (field: Field) =>
  Object.fromEntries(Object.entries(field).filter(([key]) => DRAWN.has(key))) as Field
