/**
 * The alpha-3 code of each country, used in the APIs, followed by its alpha-2 code, used by `Intl`: ISO 3166-1, and
 * Kosovo with the codes in common use, because ISO has none for it.
 */
const CODES = `
  ABWAW AFGAF AGOAO AIAAI ALAAX ALBAL ANDAD AREAE ARGAR ARMAM ASMAS ATAAQ ATFTF ATGAG AUSAU AUTAT AZEAZ BDIBI
  BELBE BENBJ BESBQ BFABF BGDBD BGRBG BHRBH BHSBS BIHBA BLMBL BLRBY BLZBZ BMUBM BOLBO BRABR BRBBB BRNBN BTNBT
  BVTBV BWABW CAFCF CANCA CCKCC CHECH CHLCL CHNCN CIVCI CMRCM CODCD COGCG COKCK COLCO COMKM CPVCV CRICR CUBCU
  CUWCW CXRCX CYMKY CYPCY CZECZ DEUDE DJIDJ DMADM DNKDK DOMDO DZADZ ECUEC EGYEG ERIER ESHEH ESPES ESTEE ETHET
  FINFI FJIFJ FLKFK FRAFR FROFO FSMFM GABGA GBRGB GEOGE GGYGG GHAGH GIBGI GINGN GLPGP GMBGM GNBGW GNQGQ GRCGR
  GRDGD GRLGL GTMGT GUFGF GUMGU GUYGY HKGHK HMDHM HNDHN HRVHR HTIHT HUNHU IDNID IMNIM INDIN IOTIO IRLIE IRNIR
  IRQIQ ISLIS ISRIL ITAIT JAMJM JEYJE JORJO JPNJP KAZKZ KENKE KGZKG KHMKH KIRKI KNAKN KORKR KWTKW LAOLA LBNLB
  LBRLR LBYLY LCALC LIELI LKALK LSOLS LTULT LUXLU LVALV MACMO MAFMF MARMA MCOMC MDAMD MDGMG MDVMV MEXMX MHLMH
  MKDMK MLIML MLTMT MMRMM MNEME MNGMN MNPMP MOZMZ MRTMR MSRMS MTQMQ MUSMU MWIMW MYSMY MYTYT NAMNA NCLNC NERNE
  NFKNF NGANG NICNI NIUNU NLDNL NORNO NPLNP NRUNR NZLNZ OMNOM PAKPK PANPA PCNPN PERPE PHLPH PLWPW PNGPG POLPL
  PRIPR PRKKP PRTPT PRYPY PSEPS PYFPF QATQA REURE ROURO RUSRU RWARW SAUSA SDNSD SENSN SGPSG SGSGS SHNSH SJMSJ
  SLBSB SLESL SLVSV SMRSM SOMSO SPMPM SRBRS SSDSS STPST SURSR SVKSK SVNSI SWESE SWZSZ SXMSX SYCSC SYRSY TCATC
  TCDTD TGOTG THATH TJKTJ TKLTK TKMTM TLSTL TONTO TTOTT TUNTN TURTR TUVTV TWNTW TZATZ UGAUG UKRUA UMIUM URYUY
  USAUS UZBUZ VATVA VCTVC VENVE VGBVG VIRVI VNMVN VUTVU WLFWF WSMWS YEMYE ZAFZA ZMBZM ZWEZW
  XKXXK
`

export type Country = { readonly alpha3: string; readonly alpha2: string }

/** All countries, sorted by alpha-3 code. */
export const COUNTRIES: readonly Country[] = CODES.trim()
  .split(/\s+/)
  .map((pair) => ({ alpha3: pair.slice(0, 3), alpha2: pair.slice(3) }))

const ALPHA_3 = new Set(COUNTRIES.map((country) => country.alpha3))

/** Whether `code` is the alpha-3 code of a country. */
export function isCountry(code: string): boolean {
  return ALPHA_3.has(code)
}

/** What documents say of a person without a nationality (ICAO Doc 9303 part 3, section 5): no countries. */
export const NO_COUNTRY = ['XXA', 'XXB', 'XXC'] as const
export type NoCountry = (typeof NO_COUNTRY)[number]

/** Territories where nobody lives but for a while: nobody is their citizen. */
const WITHOUT_CITIZENS: readonly string[] = ['ATA', 'ATF', 'BVT', 'HMD', 'IOT', 'SGS', 'UMI']

/** Whether `code` answers the question for a nationality: a country that has citizens, stateless or refugee. */
export function isNationality(code: string): boolean {
  return (isCountry(code) && !WITHOUT_CITIZENS.includes(code)) || (NO_COUNTRY as readonly string[]).includes(code)
}

/** Whether a field asks for a nationality, by its name: `nationality`, `second_nationality`, `citizenship`. */
export function asksNationality({ name }: { name: string }): boolean {
  return /(^|_)(nationality|citizenship)$/.test(name)
}

/** The alpha-3 code that an answer means, as written or by its alpha-2 code. Null for other text. */
export function countryCodeOf(answer: string): string | null {
  if (isCountry(answer) || isNationality(answer)) return answer
  return COUNTRIES.find(({ alpha2 }) => alpha2 === answer)?.alpha3 ?? null
}

/** Codes of machine-readable zones (ICAO Doc 9303 part 3, section 5), and of states that have another name now. */
const ZONE_CODES: Readonly<Record<string, string>> = {
  ...{ D: 'DEU', GBD: 'GBR', GBN: 'GBR', GBO: 'GBR', GBP: 'GBR', GBS: 'GBR' },
  // Kosovo's own passports, and the travel documents of the UN mission there.
  ...{ RKS: 'XKX', KOS: 'XKX', UNK: 'XKX' },
  ...{ BUR: 'MMR', ROM: 'ROU', TMP: 'TLS', ZAR: 'COD' },
}

/**
 * Codes of machine-readable zones that are of no country: organizations, people without a nationality, and Utopia, the
 * state of the standard's specimens (ICAO Doc 9303 part 3, section 5).
 */
const BEYOND_COUNTRIES: readonly string[] = [
  ...['UNO', 'UNA', 'EUE', 'XBA', 'XCC', 'XCE', 'XCO', 'XDC', 'XEC', 'XES', 'XIM', 'XMP', 'XOM', 'XPO'],
  ...[...NO_COUNTRY, 'XXX', 'UTO'],
]

/** Whether a machine-readable zone may have this code for an issuer or a nationality. */
export function isZoneCode(code: string): boolean {
  return isCountry(countryOfZone(code)) || BEYOND_COUNTRIES.includes(code)
}

/** The country that a code of a machine-readable zone means. A code without a country stays as it is. */
export function countryOfZone(code: string): string {
  return ZONE_CODES[code] ?? code
}

/**
 * Whether the code of a zone, as `countryOfZone` has it, says of which nationality its holder is. Those of
 * organizations, as on the travel documents of the UN and the EU, and XXX, unspecified, do not.
 */
export function statesNationality(code: string): boolean {
  if (code === '' || ['UNO', 'UNA', 'EUE'].includes(code)) return false
  return !code.startsWith('X') || isNationality(code)
}
