import { z } from 'zod'
import { isCountry, isNationality } from '../countries'
import { documentTypeSchema } from '../document-schemas'
import { MAX_LENGTH } from '../limits'

/** What may be read from a document and offered to its holder, with what each is. A field names one in `prefill_from`. */
export const EXTRACTED = {
  family_name: 'As people write it, not in capitals. The whole name of a person with one name',
  given_names: 'As people write them. Empty text says that the document has none',
  birth_date: 'ISO date',
  nationality: 'A country code, or XXA, XXB or XXC',
  sex: '`F`, `M` or `X`',
  document_number: 'With letters and digits as the document has them',
  expiry_date: 'ISO date',
  issuing_country: 'A country code',
  document_type: 'One of the document types',
  street: 'All lines of an address before its place, with commas between them',
  postal_code: 'As it is printed, without the sign of a country before it',
  city: 'As people write it, not in capitals',
  country_of_residence: 'A country code',
} as const
export type ExtractedName = keyof typeof EXTRACTED
export const EXTRACTED_NAMES = Object.keys(EXTRACTED) as [ExtractedName, ...ExtractedName[]]

const text = z.string().max(MAX_LENGTH.answer)

/** Only what is certain: whatever is not is left out, and asked of the person. */
export const extractedSchema = z
  .object({
    family_name: text.min(1),
    given_names: text,
    birth_date: z.iso.date(),
    nationality: z.string().refine(isNationality, 'must be a country'),
    sex: z.enum(['F', 'M', 'X']),
    document_number: text.min(1),
    expiry_date: z.iso.date(),
    issuing_country: z.string().refine(isCountry, 'must be a country'),
    document_type: documentTypeSchema,
    street: text.min(1),
    postal_code: text.min(1),
    city: text.min(1),
    country_of_residence: z.string().refine(isCountry, 'must be a country'),
  } satisfies Record<ExtractedName, z.ZodType<string>>)
  .partial()
  .meta({ id: 'Extracted' })
export type Extracted = z.infer<typeof extractedSchema>

/** How far the reading of a document is, as its customer needs to know. */
export const EXTRACTION_STATES = {
  none: 'nothing was read, and nothing will be',
  pending: 'it is being read',
  done: 'it has been read: see `extracted`',
} as const
export type ExtractionState = keyof typeof EXTRACTION_STATES
export const extractionStateSchema = z.enum(Object.keys(EXTRACTION_STATES) as [ExtractionState, ...ExtractionState[]])
