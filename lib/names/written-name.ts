/**
 * How people write a name that a machine-readable zone has in capitals (LINDQVIST, VAN DER BERG, MCDONALD). What a zone
 * does not tell stays open: hyphens and apostrophes are gone there, and so are accents. Pure.
 */

/** Small words of family names that are written small, by what the issuer's language does. Elsewhere none are. */
const PARTICLES: readonly { readonly issuers: string; readonly words: string }[] = [
  { issuers: 'NLD', words: 'van von de der den het ten ter te op in la du' },
  { issuers: 'DEU AUT CHE LIE LUX', words: 'von van vom zu zum zur der den und de' },
  { issuers: 'SWE NOR DNK FIN ISL', words: 'von af av de van' },
  {
    issuers: 'ESP MEX ARG COL CHL PER VEN ECU BOL PRY URY CRI PAN DOM CUB GTM HND SLV NIC PRI GNQ PHL',
    words: 'de del la las los y',
  },
  { issuers: 'PRT BRA AGO MOZ CPV GNB STP TLS', words: 'de da do das dos e' },
  { issuers: 'FRA MCO', words: 'de' },
  { issuers: 'ARE SAU KWT QAT BHR OMN JOR YEM IRQ MYS BRN SGP IDN', words: 'bin binti bint ibn' },
]

/** The first and the second, third and fourth of a name: their numbers stay in capitals. */
const NUMERAL = /^(II|III|IV)$/

/**
 * @param zone the name in capitals, its words separated by spaces.
 * @param issuer the country that issued the document, alpha-3.
 */
export function writtenName(zone: string, issuer: string, part: 'family_name' | 'given_names'): string {
  const small = new Set(PARTICLES.find(({ issuers }) => issuers.includes(issuer))?.words.split(' '))
  const words = zone.split(' ').filter((word) => word !== '')
  return words
    .map((word, at) => {
      const lower = word.toLowerCase()
      // A name does not end with a small word, and a given name does not begin with one.
      const isSmall = small.has(lower) && at < words.length - 1 && (part === 'family_name' || at > 0)
      return isSmall ? lower : capitalized(word, issuer)
    })
    .join(' ')
}

function capitalized(word: string, issuer: string): string {
  if (NUMERAL.test(word)) return word
  const lower = word.toLowerCase()
  // McDonald, but neither Mc nor Mach. Macdonald is written in both ways.
  if (/^mc[a-z]{3}/.test(lower)) return `Mc${lower[2]?.toUpperCase()}${lower.slice(3)}`
  // The Dutch IJ is one letter.
  const capitals = issuer === 'NLD' && lower.startsWith('ij') ? 2 : 1
  return lower.slice(0, capitals).toUpperCase() + lower.slice(capitals)
}
