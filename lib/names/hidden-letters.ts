import { LATIN } from './letters'

/** The letters beyond A to Z of the names of a country, from the most frequent on. */
const ALPHABETS: readonly { readonly issuers: string; readonly letters: string }[] = [
  { issuers: 'DEU AUT CHE LIE LUX', letters: 'Ü Ö Ä ẞ' },
  { issuers: 'SWE FIN', letters: 'Ö Ä Å' },
  { issuers: 'NOR DNK', letters: 'Ø Å Æ' },
  { issuers: 'ISL', letters: 'Ó Á Í É Ú Ö Ð Þ Æ Ý' },
  { issuers: 'HRV SRB BIH MNE SVN', letters: 'Ć Č Đ Š Ž' },
  { issuers: 'POL', letters: 'Ł Ś Ż Ó Ą Ę Ń Ć Ź' },
  { issuers: 'CZE', letters: 'Á Í É Ý Č Ř Š Ž Ě Ů Ú Ň Ó Ť Ď' },
  { issuers: 'SVK', letters: 'Á Í É Ý Č Š Ž Ú Ľ Ň Ó Ô Ť Ď Ä' },
  { issuers: 'HUN', letters: 'Á É Ö Ó Ü Í Ő Ű Ú' },
  { issuers: 'ROU MDA', letters: 'Ă Ș Ț Â Î' },
  { issuers: 'TUR AZE', letters: 'Ö Ü Ş Ç Ğ I' },
  { issuers: 'EST', letters: 'Õ Ä Ö Ü' },
  { issuers: 'LVA', letters: 'Ā Š Ē Ī Ņ Ū Ļ Ž Ķ Č Ģ' },
  { issuers: 'LTU', letters: 'Š Ė Ž Ū Č Ą Ę Į Ų' },
  { issuers: 'ALB', letters: 'Ë Ç' },
  { issuers: 'MLT', letters: 'Ħ Ż Ċ Ġ' },
  { issuers: 'FRA BEL CAN MCO', letters: 'É È Ç Ë Ï Ê Ô' },
  { issuers: 'PRT BRA AGO MOZ CPV', letters: 'Ã Ç É Á Í Ó Õ Ê' },
  {
    issuers: 'ESP MEX ARG COL CHL PER VEN ECU BOL PRY URY CRI PAN DOM CUB GTM HND SLV NIC PRI',
    letters: 'Í É Á Ó Ñ Ú',
  },
  { issuers: 'VNM', letters: 'Đ Ê Ô Ă Â Ơ Ư' },
]

/** These write Ö and Ü as O and U in their zones, whatever the standard says. */
const PLAIN = 'TUR AZE HUN'

/**
 * The letters of the issuer's language that a name from a machine-readable zone may have instead of A to Z: Ł for the L
 * of KOWALSKI, Ø for the OE of SOERENSEN. None where the name cannot hide any.
 */
export function hiddenLetters(name: string, issuer: string): string[] {
  const zone = name.toUpperCase()
  const letters = ALPHABETS.find(({ issuers }) => issuers.includes(issuer))?.letters.split(' ') ?? []
  return letters.filter((letter) => spellingsOf(letter, issuer).some((spelling) => zone.includes(spelling)))
}

function spellingsOf(letter: string, issuer: string): readonly string[] {
  const plain = letter.normalize('NFD').replace(/\p{M}/gu, '')
  const standard = LATIN[letter]?.[0] ?? plain
  return PLAIN.includes(issuer) ? [standard, plain] : [standard]
}
