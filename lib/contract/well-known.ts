import { MAX_LENGTH } from './limits'

/** The format of step codes. */
export const STEP_CODE_PATTERN = new RegExp(`^[a-z][a-z0-9_]{0,${MAX_LENGTH.stepCode - 1}}$`)

/** The codes of steps that the screens have a title for. Templates with other codes bring their own. */
export const STEP_CODES = [
  ...(['personal', 'identity', 'address', 'source_of_funds', 'tax_identification', 'selfie', 'email'] as const),
  'question',
] as const
export type StepCode = (typeof STEP_CODES)[number]

/** The codes of steps that put a question of a reviewer: `question-1`, `question-2`, … No template has such a code. */
const QUESTION_CODE_PATTERN = /^question-([1-9]\d{0,5})$/

export function questionCode(number: number): string {
  return `question-${number}`
}

/** The number in the code of a step that puts a question. Null for any other code. */
export function questionNumber(code: string): number | null {
  const number = QUESTION_CODE_PATTERN.exec(code)?.[1]
  return number === undefined ? null : Number(number)
}

/**
 * Field names with the same meaning in every template: the screens label them, browsers autofill them, and the MRZ is
 * compared with them. Templates may have fields with any other name.
 */
export const FIELD_NAMES = [
  'first_name',
  'middle_name',
  'last_name',
  'full_name',
  'date_of_birth',
  'place_of_birth',
  'country_of_birth',
  'gender',
  'nationality',
  'email',
  'phone',
  'street',
  'address_line1',
  'address_line2',
  'city',
  'state',
  'postal_code',
  'country',
  'country_of_residence',
  'occupation',
  'job_title',
  'employer',
  'employment_status',
  'annual_income',
  'document_number',
  'expiry_date',
  'identity_document',
  'proof_of_address',
  'selfie',
  'tax_residence',
  'tax_number',
  'answer',
  'answer_document',
] as const
export type FieldName = (typeof FIELD_NAMES)[number]

/** The fields that hold a person's name, or a part of it. */
export const NAME_FIELDS: readonly string[] = [
  ...(['first_name', 'middle_name', 'last_name', 'full_name'] as const satisfies readonly FieldName[]),
]

/** The fields that the MRZ contains too. */
export const MRZ_FIELDS = [
  ...(['last_name', 'first_name', 'date_of_birth', 'document_number', 'expiry_date', 'nationality'] as const),
] as const satisfies readonly FieldName[]
export type MrzField = (typeof MRZ_FIELDS)[number]

export function isStepCode(code: string): code is StepCode {
  return (STEP_CODES as readonly string[]).includes(code)
}

export function isFieldName(name: string): name is FieldName {
  return (FIELD_NAMES as readonly string[]).includes(name)
}
