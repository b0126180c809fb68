/**
 * How people write a street or a place that is printed in capitals (RUE DE LA PAIX, PORT SEREIN). What is not printed in
 * capitals alone stays as it is. Pure.
 */

/** Words that are written small within a place or a street, by what the country's language does. */
const SMALL: readonly { readonly countries: string; readonly words: string }[] = [
  { countries: 'FRA BEL CHE LUX MCO', words: 'de du des la le les sur sous en et à aux au lès bis ter' },
  {
    countries: 'ESP MEX ARG COL CHL PER VEN ECU BOL PRY URY CRI PAN DOM CUB GTM HND SLV NIC PRI',
    words: 'de del la las los y',
  },
  { countries: 'PRT BRA AGO MOZ CPV', words: 'de da do das dos e' },
  { countries: 'ITA SMR VAT', words: 'di del della dei degli delle da e in sul' },
  { countries: 'DEU AUT CHE LIE', words: 'an am der den dem im in bei ob unter vor auf von zum zur und' },
  { countries: 'NLD BEL', words: 'van de den der het ten ter op aan bij' },
  { countries: 'GBR IRL USA CAN AUS NZL', words: 'of the upon on in under le by with and' },
  { countries: 'POL', words: 'ul. al. os. pl. m. lok.' },
]

/** The language whose small letters are not those of all others. */
const LANGUAGE: Readonly<Record<string, string>> = { TUR: 'tr', AZE: 'az', LTU: 'lt' }

/** Stay in capitals: Roman numbers, directions, boxes of the post. */
const CAPITALS = /^(I{2,3}|IV|VI{0,3}|IX|XI{0,3}|XIV|XVI?|N[EW]|S[EW]|PO|BP|CS|CEDEX|[A-Z])$/
/** Of numbers: 3rd, 12bis. */
const AFTER_NUMBER = /^\d+(ST|ND|RD|TH|BIS|TER)$/
const FEWEST_LETTERS = 3

/** @param country alpha-3; null where it is not known. */
export function writtenPlace(text: string, country: string | null): string {
  const letters = text.match(/\p{L}/gu) ?? []
  if (letters.length < FEWEST_LETTERS || /\p{Ll}/u.test(text)) return text
  const rows = SMALL.filter(({ countries }) => country !== null && countries.includes(country))
  const small = new Set(rows.flatMap(({ words }) => words.split(' ')))
  const language = LANGUAGE[country ?? ''] ?? 'en'
  return text
    .split(' ')
    .map((word, at) => written(word, at > 0 || word.endsWith('.') ? small : new Set(), language))
    .join(' ')
}

function written(word: string, small: ReadonlySet<string>, language: string): string {
  const lower = word.toLocaleLowerCase(language)
  if (AFTER_NUMBER.test(word) || small.has(lower)) return lower
  if (CAPITALS.test(word) || /\d/.test(word)) return word
  // SAINT-DENIS, SAINT-GERMAIN-EN-LAYE, ÇANKAYA/ANKARA, L'ISLE-D'ABEAU
  return lower
    .split(/(?<=[-/'’(.])/u)
    .map((part, at) => {
      const isElided = /^[dl]['’]$/.test(part)
      const isSmall = small.has(part.replace(/-$/, '')) && part.endsWith('-')
      if (at > 0 && (isElided || isSmall)) return part
      return part.replace(/\p{L}/u, (letter) => letter.toLocaleUpperCase(language))
    })
    .join('')
}
