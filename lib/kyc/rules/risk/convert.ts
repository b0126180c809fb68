import type { Rates } from '@/lib/contract/risk/risk-rules'

/** Amounts as whole numbers of a hundred-millionth, so that sums are exact. Pure. */

const DIGITS = 8
const SCALE = 10n ** BigInt(DIGITS)

/** @param amount decimal text, as `amountSchema` has it. */
export function unitsOf(amount: string): bigint {
  const [whole = '0', fraction = ''] = amount.split('.')
  return BigInt(whole) * SCALE + BigInt(fraction.padEnd(DIGITS, '0'))
}

/** The same money in another currency, rounded down. Null where there is no rate: never taken for nothing. */
export function converted(units: bigint, from: string, to: string, rates: Rates | undefined): bigint | null {
  if (from === to) return units
  const [source, target] = [perBase(from, rates), perBase(to, rates)]
  return source === null || target === null ? null : (units * target) / source
}

function perBase(currency: string, rates: Rates | undefined): bigint | null {
  if (!rates) return null
  if (currency === rates.base) return SCALE
  const rate = Object.hasOwn(rates.per_base, currency) ? rates.per_base[currency] : undefined
  return rate === undefined ? null : unitsOf(rate)
}
