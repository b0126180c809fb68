import type { Extracted } from '@/lib/contract/pictures/extracted'
import type { AddressBlock } from '@/lib/contract/pictures/print'
import { isPostalCode } from '@/lib/form/postal-codes'
import { countryOfLine } from './country-line'
import { type Ending, endingOf } from './ending'
import { type HolderName, hasSurname, namesHolder } from './holder-line'
import { writtenPlace } from './written-place'

/** The address that a bill or letter was sent to: that below the name of its holder. Pure. */

export type PrintedAddress = Pick<Extracted, 'street' | 'postal_code' | 'city' | 'country_of_residence'>

/** Between the name and the end of the address. */
const MOST_LINES = 6

/**
 * The address of the person whose name one of `names` is. Nothing where there is none that is certain: no such name, or
 * different addresses below it. @param country of the document, as its holder said, alpha-3.
 */
export function addressOf(
  blocks: readonly AddressBlock[],
  names: readonly HolderName[],
  country: string | null,
): PrintedAddress {
  const found = blocks.flatMap((block) =>
    block.flatMap((line, at) => {
      const holder = names.find((name) => namesHolder(line, name, country))
      return holder ? (addressBelow(block.slice(at + 1), holder, country) ?? []) : []
    }),
  )
  const [first, ...others] = found
  return first && others.every((other) => isSame(first, other)) ? first : {}
}

function isSame(one: PrintedAddress, other: PrintedAddress): boolean {
  return keyOf(one) === keyOf(other)
}

function keyOf({ street, postal_code, city }: PrintedAddress): string {
  return [street, postal_code, city].map((part) => part?.toUpperCase().replace(/[^\p{L}\d]/gu, '')).join('|')
}

function addressBelow(
  lines: readonly string[],
  holder: HolderName,
  country: string | null,
): PrintedAddress | undefined {
  const endings = lines.slice(0, MOST_LINES).flatMap((line, at) => {
    const below = countryOfLine(lines[at + 1] ?? '')
    const ending = endingIn(line, below, country)
    const street = [...lines.slice(0, at), ...(ending?.before ?? [])]
    return ending && street.length > 0 ? [{ ...ending, street, below }] : []
  })
  const [first] = endings
  // Where the country is not known either, a line of a street may look like the last one.
  if (!first || (endings.length > 1 && (first.country ?? first.below ?? first.postal.country ?? country) === null))
    return undefined
  return addressFrom(first, holder, country)
}

/** What a line says of its country itself outweighs what the holder said of the document's. */
function endingIn(line: string, below: string | null, country: string | null): Ending | null {
  const found = endingOf(line, below ?? country)
  if (found || below) return found
  const own = endingOf(line, null)
  return own && (own.country ?? own.postal.country) !== null ? own : null
}

type Found = Ending & { street: readonly string[]; below: string | null }

function addressFrom(found: Found, holder: HolderName, country: string | null): PrintedAddress | undefined {
  const { postal } = found
  const said = found.country ?? found.below
  if (said && postal.country && said !== postal.country) return undefined
  const of = said ?? postal.country ?? country
  if (!isPostalCode(postal.postal_code, of)) return undefined
  const rest = found.street.filter((line) => !hasSurname(line, holder))
  const place = postal.city === '' ? placeAbove(rest) : { city: postal.city, rest }
  if (!place) return undefined
  const street = streetOf(place.rest)
  return {
    ...(street && { street: street.map((line) => writtenPlace(line, of)).join(', ') }),
    ...{ postal_code: postal.postal_code, city: writtenPlace(place.city, of) },
    ...(of && { country_of_residence: of }),
  }
}

/** Parts of a country that people in Britain write below the town; the post does not need them. */
const COUNTIES = new Set(
  `AVON BEDFORDSHIRE BERKSHIRE BUCKINGHAMSHIRE CAMBRIDGESHIRE CHESHIRE CLEVELAND CORNWALL CUMBRIA DERBYSHIRE DEVON DORSET
  DURHAM COUNTY-DURHAM ESSEX GLOUCESTERSHIRE HAMPSHIRE HEREFORDSHIRE HERTFORDSHIRE KENT LANCASHIRE LEICESTERSHIRE
  LINCOLNSHIRE MERSEYSIDE MIDDLESEX NORFOLK NORTHAMPTONSHIRE NORTHUMBERLAND NOTTINGHAMSHIRE OXFORDSHIRE RUTLAND SHROPSHIRE
  SOMERSET STAFFORDSHIRE SUFFOLK SURREY SUSSEX EAST-SUSSEX WEST-SUSSEX WARWICKSHIRE WEST-MIDLANDS WILTSHIRE WORCESTERSHIRE
  YORKSHIRE NORTH-YORKSHIRE SOUTH-YORKSHIRE WEST-YORKSHIRE GREATER-MANCHESTER TYNE-AND-WEAR CLWYD DYFED GWENT GWYNEDD POWYS
  FIFE LOTHIAN HIGHLAND STRATHCLYDE TAYSIDE ABERDEENSHIRE AYRSHIRE ANGUS ARGYLL CO-ANTRIM CO-ARMAGH CO-DOWN CO-TYRONE`.split(
    /\s+/,
  ),
)

/** Where the code has its own line, the place stands above it. */
function placeAbove(lines: readonly string[]): { city: string; rest: string[] } | undefined {
  const isCounty = COUNTIES.has((lines.at(-1) ?? '').toUpperCase().replace(/\s+/g, '-'))
  const rest = isCounty ? lines.slice(0, -1) : [...lines]
  const city = rest.pop()
  return city && rest.length > 0 && !/\d{3}/.test(city) ? { city, rest } : undefined
}

/** Words of buildings and of those with whom somebody lives: such a line may stand before the one with the number. */
const BUILDING =
  /\b(c\/o|apt|flat|unit|suite|house|cottage|court|lodge|farm|hall|building|tower|villa|floor|r[ée]s(idence|\.)?|b[âa]t(iment)?|immeuble|esc(alier)?|entr[ée]e|lieu|chez|haus|hof|wohnung|whg|bei|edificio|edif|torre|piso|urb(anizaci[oó]n)?|bloque|pal(azzo)?|scala|interno|bloco|andar|casa|lote|blok|klatka|site(si)?|apartman[ıi]?|mah(allesi)?|quinta)\b/iu
/** What was not read with certainty, and what is told of an account or a contract, not of a place; a Turkish house has its number behind a colon. */
const NO_STREET = /�|(?<!\b(?:no|kat|daire|d|k)\.? ?):|@|\d{6}/iu

/** The lines of the street. Null where another line may be among them, such as that of a second person. */
function streetOf(lines: readonly string[]): readonly string[] | null {
  if (lines.length === 0 || lines.some((line) => NO_STREET.test(line))) return null
  const hasNumber = lines.some((line) => /\d/.test(line))
  const isClear = !hasNumber || /\d/.test(lines[0] ?? '') || BUILDING.test(lines[0] ?? '')
  return isClear && (hasNumber || lines.length === 1 || lines.some((line) => BUILDING.test(line))) ? lines : null
}
