/** The codes of field errors in answers. The screens have a text for each, under `formErrors.<code>`. */
export const FIELD_ERROR_CODES = [
  'required',
  'wrong_type',
  'unknown_field',
  'not_offered',
  'too_short',
  'too_long',
  'not_a_number',
  'number_unclear',
  'not_an_integer',
  'too_small',
  'too_big',
  'date_invalid',
  'year_short',
  'other_calendar',
  'date_too_early',
  'date_too_late',
  'too_young',
  'country_unknown',
  'file_missing',
  'file_rejected',
  'side_missing',
  'kind_missing',
  'characters',
  'not_a_name',
  'not_latin',
  'phone_invalid',
  'email_invalid',
  'iban_invalid',
  'postal_code_invalid',
  'birth_in_future',
  'too_old',
  'not_verified',
] as const
export type FieldErrorCode = (typeof FIELD_ERROR_CODES)[number]

export function isFieldErrorCode(code: string): code is FieldErrorCode {
  return (FIELD_ERROR_CODES as readonly string[]).includes(code)
}
