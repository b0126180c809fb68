import { z } from 'zod'
import { documentPurposeSchema, documentTypeSchema } from './document-schemas'
import { fieldsOf } from './fields'
import { MAX_CHOICES, MAX_LENGTH } from './limits'
import { EXTRACTED_NAMES } from './pictures/extracted'

/** The field types. The compiler requires a rule and a control for each. */
export const FIELD_TYPES = [
  'text',
  'textarea',
  'date',
  'country',
  'file_reference',
  'number',
  'boolean',
  'select',
  'multi_select',
] as const
export type FieldType = (typeof FIELD_TYPES)[number]

/** What a text may be in particular. */
export const TEXT_FORMATS = ['phone', 'email', 'iban', 'postal_code'] as const
export type TextFormat = (typeof TEXT_FORMATS)[number]

/** A text, or one per language: `{ "en": "City", "de": "Ort" }`. */
export const localTextSchema = z.union([z.string(), z.record(z.string(), z.string())]).meta({ id: 'LocalText' })
export type LocalText = z.infer<typeof localTextSchema>

/** A title: as above, but never empty, and short enough for a list. Languages are BCP 47 tags. */
const shortText = z.string().trim().min(1).max(MAX_LENGTH.title)
export const titleSchema = z.union([
  shortText,
  z
    .record(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language, such as "en"'), shortText)
    .refine((texts) => Object.keys(texts).length > 0, 'must not be empty'),
])

/** An option: `{ value, label }`, `{ value, from, to }`, or a string that serves as both. */
export const fieldOptionSchema = z
  .union([
    z.string(),
    z.looseObject({
      value: z.string(),
      label: localTextSchema.optional(),
      /** Of an amount: the least and the most that it stands for. They take the place of a label. */
      from: z.number().nonnegative().optional(),
      to: z.number().positive().optional(),
    }),
  ])
  .meta({ id: 'FieldOption' })
export type FieldOption = z.infer<typeof fieldOptionSchema>

const conditionSchema = z.strictObject({
  field: z.string().min(1),
  equals: z.array(z.union([z.string(), z.boolean()])).min(1),
})

const isoDateOrToday = z.union([z.literal('today'), z.iso.date()])

/**
 * A field. The contract defines `name`, `type`, `required` and `options` (docs/requirements/kyc-manager.md); the other
 * keys are our extensions. Unknown keys are stored and ignored, so that brokers can add their own annotations.
 */
export const fieldSchema = z
  .looseObject({
    // Objects cannot have an own property with that name.
    name: z
      .string()
      .min(1)
      .refine((name) => name !== '__proto__', 'must not be __proto__'),
    type: z.enum(FIELD_TYPES),
    required: z.boolean().optional(),
    /** The name of another field: this one is required while that one has no answer. */
    required_unless: z.string().min(1).optional(),
    label: localTextSchema.optional(),
    help: localTextSchema.optional(),
    placeholder: localTextSchema.optional(),
    options: z.array(fieldOptionSchema).optional(),
    /** text, textarea: length in characters. */
    min_length: z.int().nonnegative().optional(),
    max_length: z.int().positive().optional(),
    /** text, textarea: the letters that it is written in. Default: any. */
    script: z.literal('latin').optional(),
    /** text: what it is in particular. number, select: an amount of money. */
    format: z.enum([...TEXT_FORMATS, 'amount']).optional(),
    /** number, select with `format: "amount"`: ISO 4217. Default: the currency of the brand's terms. */
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .optional(),
    /** number: bounds and step. */
    min: z.number().optional(),
    max: z.number().optional(),
    integer: z.boolean().optional(),
    /** date: bounds as ISO dates or "today"; minimum age in whole years. */
    min_date: isoDateOrToday.optional(),
    max_date: isoDateOrToday.optional(),
    min_age: z.int().positive().max(150).optional(),
    /** date: the step expires at the end of this day. */
    expires: z.boolean().optional(),
    /** select, multi_select, country, boolean: the risk level of an answer, by its value ("true" for yes). */
    risk: z.record(z.string(), z.enum(['low', 'medium', 'high', 'prohibited'])).optional(),
    /** file_reference: what the document must prove, and the accepted types (default: all for that purpose). */
    purpose: documentPurposeSchema.optional(),
    document_types: z.array(documentTypeSchema).min(1).optional(),
    /** file_reference: how many months old a proof of address may be. Default: three. */
    max_age_months: z.int().min(1).max(60).optional(),
    /**
     * file_reference: for people who prefer not to provide it, the answer to another field that selects an alternative.
     */
    alternative: z.strictObject({ field: z.string().min(1), answer: z.union([z.string(), z.boolean()]) }).optional(),
    /** text: an email address that the person verifies with a code. */
    verify: z.literal('email').optional(),
    /** What of the person's identity document answers it, where that was read. The person may change it. */
    prefill_from: z.enum(EXTRACTED_NAMES).optional(),
    /** The WHATWG autocomplete token. Default: derived from well-known field names. */
    autocomplete: z.string().optional(),
    /** The field is shown and required only while another field has one of these values. */
    visible_if: conditionSchema.optional(),
    /** The field is hidden, and not required, while another field has one of these values. */
    hidden_if: conditionSchema.optional(),
    /** boolean: a box to tick instead of yes and no. One that is not ticked is not answered. */
    checkbox: z.boolean().optional(),
  })
  .meta({ id: 'Field' })
export type Field = z.infer<typeof fieldSchema>

export const sectionSchema = z
  .looseObject({
    title: localTextSchema.optional(),
    help: localTextSchema.optional(),
    fields: z.array(fieldSchema).optional(),
  })
  .meta({ id: 'Section' })
export type Section = z.infer<typeof sectionSchema>

/** The rules for a template's `form_schema`. Errors have the path of the violation. */
export const formSchemaSchema = z
  .looseObject({ sections: z.array(sectionSchema).optional() })
  .superRefine((schema, context) => {
    const seen = new Set<string>()
    const names = new Set(fieldsOf(schema).map((field) => field.name))
    schema.sections?.forEach((section, s) => {
      section.fields?.forEach((field, f) => {
        const path = ['sections', s, 'fields', f]
        if (seen.has(field.name)) {
          context.addIssue({
            code: 'custom',
            path: [...path, 'name'],
            message: `The name "${field.name}" is used twice`,
          })
        }
        seen.add(field.name)
        for (const reference of ['visible_if', 'hidden_if', 'alternative', 'required_unless'] as const) {
          const named = field[reference]
          const other = typeof named === 'string' ? named : named?.field
          if (other === undefined || (names.has(other) && other !== field.name)) continue
          context.addIssue({
            code: 'custom',
            path: [...path, reference, ...(typeof named === 'string' ? [] : ['field'])],
            message: 'No other field has this name',
          })
        }
      })
    })
  })
  .meta({ id: 'FormSchema' })
export type FormSchema = z.infer<typeof formSchemaSchema>

/** An answer: a primitive or, for multi_select, a list of option values. A file is its `file_id`. */
export const answerSchema = z
  .union([
    z.string().max(MAX_LENGTH.answer),
    z.number(),
    z.boolean(),
    z.array(z.string().max(MAX_LENGTH.choice)).max(MAX_CHOICES),
    z.null(),
  ])
  .meta({ id: 'Answer' })
export type Answer = z.infer<typeof answerSchema>
export const answersSchema = z.record(z.string().max(MAX_LENGTH.fieldName), answerSchema).meta({ id: 'Answers' })
export type Answers = z.infer<typeof answersSchema>
