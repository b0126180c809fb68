import { latinDigits } from './latin-digits'

/** Postal codes as far as a rule is sure of them: where a country's codes are not listed, any code will do. */

/** How many digits the codes of a country have. Signs between them, and the country's letters before them, are free. */
const DIGITS: Readonly<Record<number, string>> = {
  4: 'AUS AUT BEL BGR CHE CYP DNK GEO HUN LIE LUX NLD NOR NZL PHL SVN TUN ZAF',
  5: 'CZE DEU ESP EST FIN FRA GRC HRV IDN ITA KOR KWT LTU MAR MCO MEX MYS POL SMR SRB SVK SWE THA TUR UKR USA',
  6: 'CHN COL IND ROU RUS SGP',
  7: 'JPN',
  8: 'BRA',
}
/** Also taken: ZIP+4, and the street within a Serbian place. */
const ALSO: Readonly<Record<string, number>> = { USA: 9, SRB: 6 }

/** Countries whose post has no codes. */
const WITHOUT = new Set(
  `ABW AGO ARE ATG BDI BEN BFA BHS BLZ BOL BWA CAF CIV CMR COD COG COK COM CUW DJI DMA ERI FJI GAB GMB GNQ GRD GUY HKG
  KIR LBY MAC MLI MRT MWI NIU NRU PRK QAT RWA SLB SLE STP SUR SXM SYC SYR TCD TGO TLS TON TUV UGA VUT YEM ZWE`.split(
    /\s+/,
  ),
)

export function hasPostalCodes(country: string): boolean {
  return !WITHOUT.has(country)
}

/** Whether a text can be a postal code of a country (alpha-3), or of any where that is not known. */
export function isPostalCode(text: string, country: string | null): boolean {
  const plain = latinDigits(text).toUpperCase()
  if (!/^[A-Z0-9][A-Z0-9 -]{1,10}$/.test(plain) || !/\d/.test(plain)) return false
  const lengths = country === null ? [] : lengthsIn(country)
  if (lengths.length === 0) return true
  const digits = plain.replace(/[ -]/g, '').replace(/^[A-Z]{1,2}/, '')
  // Dutch codes end in two letters.
  const own = country === 'NLD' ? digits.replace(/[A-Z]{2}$/, '') : digits
  return /^\d+$/.test(own) && lengths.includes(own.length)
}

function lengthsIn(country: string): number[] {
  const usual = Object.keys(DIGITS).find((count) => DIGITS[Number(count)]?.split(' ').includes(country))
  return [usual === undefined ? undefined : Number(usual), ALSO[country]].filter((count) => count !== undefined)
}
