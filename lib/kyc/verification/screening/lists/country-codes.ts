/** What lists call countries beside what `Intl` calls them in English. */
const OTHER_NAMES = `
AE uae; BA bosnia; BO bolivia (plurinational state of); BY belarus (republic of); CD democratic republic of the congo; CD congo, democratic republic of the
CD congo, dem. republic of the; CD drc; CD congo (kinshasa); CG republic of the congo; CG congo, republic of the; CG congo; CI ivory coast; CI cote d'ivoire; CZ czech republic
FM micronesia; GB uk; GB great britain; GB england; GB scotland; GB wales; GM the gambia; IR iran (islamic republic of); IR islamic republic of iran; IR iran, islamic republic of
KP north korea; KP democratic people's republic of korea; KP dprk; KP korea, north; KP korea (dem. people's republic of); KR republic of korea; KR korea, south; KR korea, republic of
LA lao people's democratic republic; LA lao pdr; LY libyan arab jamahiriya; LY libya, state of; MD republic of moldova; MM burma; MK macedonia; MK the former yugoslav republic of macedonia
MO macau; HK hong kong; PS palestine; PS palestinian; PS west bank; PS region: gaza; PS gaza; PS state of palestine; PS palestinian territories; RU russian federation; RU ussr; SZ swaziland; SY syrian arab republic
TW taiwan; TW taiwan, province of china; TZ united republic of tanzania; TR turkey; TR turkiye; US usa; US united states of america; VA holy see; VE venezuela (bolivarian republic of)
VN viet nam; BN brunei darussalam; CV cape verde; TL east timor; XK kosovo; SX st maarten; KN st kitts and nevis; VC st vincent; CW curacao; RE reunion; ST sao tome and principe; CN people's republic of china; BS the bahamas
AF afghan; DZ algerian; AZ azerbaijani; BH bahraini; BY belarusian; GB british; CA canadian; CN chinese; CO colombian; CU cuban; EG egyptian; FR french; DE german; IR iranian; IQ iraqi; IL israeli
JO jordanian; KW kuwaiti; LB lebanese; LY libyan; MX mexican; MA moroccan; PK pakistani; QA qatari; RU russian; SA saudi; SA saudi arabian; SO somali; SD sudanese; SY syrian; TN tunisian; TR turkish; UA ukrainian; US american; VE venezuelan; YE yemeni; ZW zimbabwean
`

const CODES: ReadonlyMap<string, string> = (() => {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const codes = letters.flatMap((one) => letters.map((other) => one + other))
  const known = codes.flatMap((code) => {
    const name = names.of(code)
    // SU and the like are kept by Intl for what is called otherwise today.
    const today = Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`
    return name && today ? [[plain(name), code] as const] : []
  })
  const others = OTHER_NAMES.trim()
    .split(/[;\n]/)
    .map((row) => row.trim())
    .map((row) => [plain(row.slice(3)), row.slice(0, 2)] as const)
  return new Map([...known, ...others])
})()

function plain(name: string): string {
  const letters = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return letters
    .replace(/&/g, 'and')
    .replace(/’/g, "'")
    .replace(/[^a-z']+/g, ' ')
    .replace(/^the /, '')
    .trim()
}

/** The alpha-2 code of a country that a list names or codes, or null. */
export function countryCode(text: string | undefined): string | null {
  const written = (text ?? '').trim()
  if (/^[A-Za-z]{2}$/.test(written)) {
    const code = written.toUpperCase()
    return code === 'UK' ? 'GB' : code
  }
  return written === '' ? null : (CODES.get(plain(written)) ?? null)
}
