import { z } from 'zod'

/** How much of a document is read: what names its holder stands on its first pages. */
export const MOST_READ_PAGES = 2
export const MOST_LINES = 400
const LONGEST_LINE = 200

/**
 * Words of print that stand beside each other: where they begin and how low they stand, from the upper left corner of the
 * page, how long they are and how high their letters, in whatever unit the page has.
 */
export const printedLineSchema = z.object({
  page: z.int(),
  text: z.string().max(LONGEST_LINE),
  ...{ x: z.number(), y: z.number(), width: z.number(), height: z.number().positive() },
})
export type PrintedLine = z.infer<typeof printedLineSchema>

/** How far the search for an address on a document is. */
export const ADDRESS_STATES = ['none', 'pending', 'done', 'failed'] as const
export type AddressState = (typeof ADDRESS_STATES)[number]

/** The lines of what may be an address, from top to bottom. */
export type AddressBlock = readonly string[]
export const addressBlocksSchema = z.array(z.array(z.string()))

/**
 * A date in the print of a document, in all the ways in which it may be meant: 03/04 is in March or in April. `issued` where a
 * word before it says that it is the day of issue.
 */
export const printedDateSchema = z.strictObject({ readings: z.array(z.iso.date()).min(1), issued: z.boolean() })
export type PrintedDate = z.infer<typeof printedDateSchema>
export const printedDatesSchema = z.array(printedDateSchema)
