/** The numbers that several places have to agree on. */

/** The largest upload. The messages name it in megabytes. */
const MAX_FILE_MEGABYTES = 25
export const MAX_FILE_BYTES = MAX_FILE_MEGABYTES * 1024 * 1024
/** As people read it. */
export const MAX_FILE_SIZE = `${MAX_FILE_MEGABYTES} MB`
/** The size of every part of an upload but the last, in bytes: about five seconds on a slow uplink. */
export const PART_BYTES = 256 * 1024
export const MAX_PARTS = Math.ceil(MAX_FILE_BYTES / PART_BYTES)

/** Below this a document cannot be read: shorter and longer side of a picture, in pixels. */
export const MIN_PICTURE_SIDES = { shorter: 400, longer: 600 } as const
/** Above this a picture is not decoded at all. */
export const MAX_PICTURE_PIXELS = 100_000_000
/** The longer side at which pictures are judged, in pixels. Device and server have to agree, to find the same. */
export const JUDGED_SIDE = 1_600
/** The JPEG quality of a picture of which nothing may be lost, from 0 to 1. */
export const JPEG_QUALITY = 0.92

/** The longest texts that are taken, in characters (UTF-16 units, as browsers count them). */
export const MAX_LENGTH = {
  /** Answers to fields of type text and textarea; a template may ask for less. */
  line: 500,
  text: 5_000,
  /** An address that a code is sent to (RFC 5321: 256 with its brackets). */
  emailAddress: 254,
  /** Any text, and any chosen value, before the rules of the form look at it. */
  answer: 10_000,
  choice: 1_000,
  fieldName: 200,
  fileName: 500,
  stepCode: 64,
  title: 200,
  comment: 2_000,
  search: 200,
  /** Who somebody is, as the platform says it. */
  customerId: 128,
  brand: 64,
  email: 320,
  tradingLogin: 64,
  languageTag: 35,
} as const

/** The most values that one answer may choose. */
export const MAX_CHOICES = 500
/** A reason to change what is locked has to say something. */
export const MIN_JUSTIFICATION = 10
/** How many items a list answers at once. */
export const PAGE_SIZE = { usual: 50, most: 200 } as const
/** Digits of the code that proves an email address. */
export const EMAIL_CODE_DIGITS = 6
