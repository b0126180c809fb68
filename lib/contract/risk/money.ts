import { z } from 'zod'

/** Amounts of money as they cross the wire: decimal text, because binary fractions are not exact. */

/** Digits before and after the point. */
const WHOLE = 15
const FRACTION = 8

/** More than zero, without a sign or an exponent: `10000` or `99.50`. */
export const amountSchema = z
  .string()
  .regex(
    new RegExp(`^(?:0|[1-9]\\d{0,${WHOLE - 1}})(?:\\.\\d{1,${FRACTION}})?$`),
    `must be a decimal number as text, such as "99.50", with up to ${WHOLE} digits before and ${FRACTION} after the point`,
  )
  .refine((text) => /[1-9]/.test(text), 'must be more than 0')

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'))

/** ISO 4217. */
export const currencySchema = z.string().refine((code) => CURRENCIES.has(code), 'must be an ISO 4217 code such as EUR')
