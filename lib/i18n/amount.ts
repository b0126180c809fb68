/** Writes an amount of money as the reader's language does; cents only where there are any. */
export function amountText(amount: number, currency: string | undefined, locale: string): string {
  return amounts(currency, locale).format(amount)
}

/** "€25,000 – €50,000": from one amount to another. */
export function amountRange(from: number, to: number, currency: string | undefined, locale: string): string {
  return amounts(currency, locale).formatRange(from, to)
}

function amounts(currency: string | undefined, locale: string): Intl.NumberFormat {
  const money = currency === undefined ? {} : ({ style: 'currency', currency } as const)
  return new Intl.NumberFormat(locale, { ...money, trailingZeroDisplay: 'stripIfInteger' })
}

/** How a currency is written in the language, and whether it stands before the amount. */
export function currencyMark(currency: string, locale: string): { text: string; isFirst: boolean } {
  const parts = new Intl.NumberFormat(locale, { style: 'currency', currency }).formatToParts(1)
  const at = parts.findIndex(({ type }) => type === 'currency')
  return { text: parts[at]?.value ?? currency, isFirst: at < parts.findIndex(({ type }) => type === 'integer') }
}
