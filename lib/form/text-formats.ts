import { z } from 'zod'
import type { FieldErrorCode } from '@/lib/contract/field-errors'
import type { TextFormat } from '@/lib/contract/form'
import { latinDigits } from './latin-digits'
import { isPhone, plainPhone } from './phones'
import { isPostalCode } from './postal-codes'

type Format = {
  readonly accepts: (text: string) => boolean
  readonly error: FieldErrorCode
  /** As it is stored: the same answer is always the same text. */
  readonly write: (text: string) => string
}

/** The rules of a text's `format`, beyond those of any text. */
export const FORMATS: Record<TextFormat, Format> = {
  phone: { accepts: isPhone, error: 'phone_invalid', write: plainPhone },
  email: { accepts: (text) => z.email().safeParse(text).success, error: 'email_invalid', write: (text) => text },
  iban: { accepts: (text) => isIban(plainIban(text)), error: 'iban_invalid', write: plainIban },
  postal_code: {
    accepts: (text) => isPostalCode(text, null),
    error: 'postal_code_invalid',
    write: (text) => latinDigits(text).toUpperCase(),
  },
}

function plainIban(text: string): string {
  return latinDigits(text).replace(/[\s-]/g, '').toUpperCase()
}

/** By its check digits (ISO 13616): they tell every single wrong sign, and nearly every pair that changed places. */
function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text)) return false
  const digits = (text.slice(4) + text.slice(0, 4)).replace(/[A-Z]/g, (letter) => String(Number.parseInt(letter, 36)))
  return BigInt(digits) % 97n === 1n
}
