import { z } from 'zod'
import { MAX_LENGTH } from '../limits'

/** How far the search for barcodes on a document is. */
export const BARCODE_STATES = {
  none: 'No barcode is looked for: the document is of a type without one, or a PDF',
  pending: 'It waits to be looked at, or to be looked at again where that did not come to its end',
  done: 'It has been looked at: see `barcodes`',
  no_barcode: 'It has been looked at, and no barcode on it could be read',
  failed: 'Nothing is known of its barcodes: looking for them did not come to its end in any of several attempts',
} as const
export type BarcodeState = keyof typeof BARCODE_STATES
export const barcodeStateSchema = z.enum(Object.keys(BARCODE_STATES) as [BarcodeState, ...BarcodeState[]])

/** The symbologies that documents carry: PDF417 on North American cards, the other two on cards of other countries. */
export const BARCODE_FORMATS = ['PDF417', 'QRCode', 'Aztec'] as const

/** What is wrong with a card's barcode in itself. Issuers err too: none of these proves anything. */
export const CARD_FLAWS = {
  contents: 'Its list of contents says other places or lengths than its parts have',
  unterminated: 'Its last part does not end as it should',
  repeated: 'It says two different things of the same detail, which is left out',
  characters: 'A detail has characters that do not belong there, or too many, and is left out',
  country: 'Its country is not that of its issuer',
  dates: 'Its dates do not follow one another: birth, issue, end of validity',
} as const
export type CardFlaw = keyof typeof CARD_FLAWS

/** Why a PDF417 barcode is not read as that of a North American card. */
export const CARD_FAULTS = {
  not_a_card: 'It does not begin as the barcode of such a card',
  too_long: 'It is longer than a barcode of such a card can be',
  no_holder: 'It says too little of a holder: neither a number, nor a name with a date of birth',
} as const
export type CardFault = keyof typeof CARD_FAULTS

const text = z.string().min(1).max(MAX_LENGTH.answer)
const day = z.iso.date().nullable()

/** A table of words with their meanings, as the description of a field. */
function said(meanings: Record<string, string>): string {
  return Object.entries(meanings)
    .map(([word, meaning]) => `${word}: ${meaning}.`)
    .join('\n')
}

/** What the barcode of an American, Canadian or Mexican card says (AAMVA DL/ID Card Design Standard). */
export const cardBarcodeSchema = z
  .strictObject({
    /** The version of the standard, 0 for before it: 1 is of 2000, 10 of 2020. */
    version: z.int().nonnegative(),
    kind: z.enum(['driving_licence', 'identity_card']),
    /** The issuer's number (IIN, ISO/IEC 7812). */
    issuer_number: z.string(),
    /** Alpha-3. Null where neither the issuer's number nor the card tells. */
    country: z.enum(['USA', 'CAN', 'MEX']).nullable(),
    /** The state, province or territory that issued it (ISO 3166-2). Null where the issuer's number is unknown. */
    jurisdiction: z.string().nullable(),
    document_number: text.nullable(),
    /** As the card has them, mostly in capitals. */
    ...{ family_name: text.nullable(), given_names: text.nullable(), suffix: text.nullable() },
    /** The names that the card has room for only in part. */
    cut: z.array(z.enum(['family_name', 'given_names'])),
    ...{ birth_date: day, issue_date: day, expiry_date: day },
    sex: z.enum(['F', 'M', 'X']).nullable(),
    /** Where the holder lived when it was issued; `region` as the card has it. */
    address: z
      .strictObject({
        street: text.nullable(),
        city: text.nullable(),
        region: text.nullable(),
        postal_code: text.nullable(),
      })
      .nullable(),
    flaws: z.array(z.enum(Object.keys(CARD_FLAWS) as [CardFlaw, ...CardFlaw[]])).describe(said(CARD_FLAWS)),
  })
  .meta({ id: 'CardBarcode' })
export type CardBarcode = z.infer<typeof cardBarcodeSchema>

/** How much is kept of what a barcode says that is not a card's. */
export const MOST_BARCODE_TEXT = 3_000
export const MOST_BARCODES = 4

const point = z.strictObject({ x: z.int(), y: z.int() })

export const barcodeSchema = z
  .strictObject({
    format: z.enum(BARCODE_FORMATS),
    /** In pixels of the stored picture: where it begins to be read, then clockwise as it is read. */
    corners: z.tuple([point, point, point, point]),
    /** What it says. Null for a card's, of which only what is needed is kept, and where it is no text. */
    text: z.string().max(MOST_BARCODE_TEXT).nullable(),
    card: cardBarcodeSchema.nullable(),
    /** Why a PDF417 barcode is not that of a card. */
    fault: z
      .enum(Object.keys(CARD_FAULTS) as [CardFault, ...CardFault[]])
      .nullable()
      .describe(said(CARD_FAULTS)),
  })
  .meta({ id: 'Barcode' })
export type Barcode = z.infer<typeof barcodeSchema>
export const barcodesSchema = z.array(barcodeSchema).max(MOST_BARCODES)
