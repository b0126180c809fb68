/** Limits that several places have to agree on. */

/** The maximum size of an upload. The messages state it in megabytes. */
const MAX_FILE_MEGABYTES = 25
export const MAX_FILE_BYTES = MAX_FILE_MEGABYTES * 1024 * 1024
/** For people. */
export const MAX_FILE_SIZE = `${MAX_FILE_MEGABYTES} MB`
/** The size of an upload part in bytes; the last one may be smaller. Takes about five seconds on a slow uplink. */
export const PART_BYTES = 256 * 1024
/**
 * How many documents can be put to one field of a step, with those that were replaced or removed: several times what somebody
 * needs who is sent back again and again. Each is stored, read, and kept for years.
 */
export const MAX_DOCUMENTS_PER_FIELD = 40
export const MAX_PARTS = Math.ceil(MAX_FILE_BYTES / PART_BYTES)

/**
 * The minimum shorter and longer side of a picture of a document, in pixels: a card that fills its picture. Below that
 * it is not legible.
 */
export const MIN_PICTURE_SIDES = { shorter: 375, longer: 590 } as const
/** Pictures with more pixels are not decoded at all. */
export const MAX_PICTURE_PIXELS = 100_000_000
/** The longer side at which pictures are checked, in pixels. Device and server must use the same, to find the same. */
export const JUDGED_SIDE = 1_600
/** The JPEG quality for pictures that must stay legible, from 0 to 1. */
export const JPEG_QUALITY = 0.92

/**
 * The maximum length of texts: of `line` and `text` in characters as a person counts them, of all others in UTF-16 code
 * units.
 */
export const MAX_LENGTH = {
  /** Answers to text and textarea fields. A template may set a lower limit. */
  line: 500,
  text: 5_000,
  /** An email address (RFC 5321: 256 including angle brackets). */
  emailAddress: 254,
  /** Any text and any chosen value, before the form is validated. */
  answer: 10_000,
  choice: 1_000,
  fieldName: 200,
  fileName: 500,
  stepCode: 64,
  title: 200,
  comment: 2_000,
  /** What a reviewer writes to a customer. */
  message: 1_000,
  search: 200,
  /** Identity, as the platform provides it. */
  customerId: 128,
  brand: 64,
  email: 320,
  tradingLogin: 64,
  languageTag: 35,
} as const

/** The maximum number of values in one answer. */
export const MAX_CHOICES = 500

/** The maximum number of fields in a form. Each has its rules checked, and a person has to answer them. */
export const MAX_FIELDS = 5_000
/** Templates are put in order by numbers up to this one. */
export const MAX_POSITION = 10_000
/** The minimum length of a justification for changing locked data. */
export const MIN_JUSTIFICATION = 10
/** The number of items per page of a list. */
export const PAGE_SIZE = { usual: 50, most: 200 } as const
/** The number of digits in the code that verifies an email address. */
export const EMAIL_CODE_DIGITS = 6
