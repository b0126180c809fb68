import { z } from 'zod'
import { documentTypeSchema } from './document-schemas'
import { answersSchema, formSchemaSchema, localTextSchema } from './form'
import { messageSchema } from './messages/message'
import { REASON_CODES } from './messages/reasons'
import { BARCODE_STATES, barcodeSchema, barcodeStateSchema } from './pictures/barcodes'
import { resolutionSchema } from './pictures/differences'
import { FACE_FINDING_CODES, FINDING_CODES } from './pictures/findings'
import { riskExplanationSchema } from './risk/assessment'
import { profileScreeningSchema } from './screening/screenings'
import { SIGNAL_CODES, SIGNALS } from './signals'

/** The outputs of the manager's API: snake_case, statuses and levels as numbers, times as ISO 8601 in UTC. */

const id = z.uuid()
const moment = z.iso.datetime()

export const templateSchema = z
  .strictObject({
    id,
    code: z.string(),
    title: localTextSchema,
    brand: z.string(),
    level: z.int(),
    position: z.int(),
    required: z.boolean(),
    active: z.boolean(),
    form_schema: formSchemaSchema.nullable(),
    version: z.int(),
    created_at: moment,
    updated_at: moment,
  })
  .meta({ id: 'Template' })
export type Template = z.infer<typeof templateSchema>

/** An automatic observation about a document, for the reviewer. It decides nothing. */
export const signalSchema = z
  .strictObject({
    code: z.enum(SIGNAL_CODES).describe(SIGNAL_CODES.map((code) => `${code}: ${SIGNALS[code]}.`).join('\n')),
    /** The measured value, if any. */
    score: z.number().optional(),
    /** The field whose answer it concerns. */
    field: z.string().optional(),
    /** The customer was asked, and keeps the answer: the document's `resolutions` say why. */
    kept: z.literal(true).optional(),
  })
  .meta({ id: 'Signal' })
export type Signal = z.infer<typeof signalSchema>

/** Measurements of the quality checks. Null for a PDF. */
export const qualitySchema = z
  .strictObject({
    width: z.int(),
    height: z.int(),
    /** See `lib/capture/checks/blur.ts`: below 11, small print is illegible. */
    sharpness: z.number(),
    /** Whether the document's four edges were detected. */
    outlined: z.boolean(),
    /** The number of faces in a picture of a face. Null when detection failed. */
    faces: z.int().nullable().optional(),
    /** Findings in spite of which the person sent the picture. */
    findings: z.array(z.strictObject({ code: z.enum([...FINDING_CODES, ...FACE_FINDING_CODES]), score: z.number() })),
  })
  .meta({ id: 'Quality' })
export type Quality = z.infer<typeof qualitySchema>

/**
 * The content of a document's machine-readable zone (ICAO Doc 9303). `lines` are as printed, countries as in answers.
 * Dates that are not whole or not valid are null, as is the end of validity of a document that is valid for life.
 */
/** How sure the reading of a field of a machine-readable zone is. */
export const MRZ_CERTAINTIES = {
  agreed: 'Both readers read it alike, and it agrees with all that can be checked, as it was read',
  single: 'It agrees with all that can be checked, but only one of the readers read it so',
  repaired: 'One character was taken for one that is easily confused with it, because only then everything agrees',
  unread: 'It does not agree with its check digit, or cannot be what stands in this place',
} as const
export type MrzCertainty = keyof typeof MRZ_CERTAINTIES

/** The formats of machine-readable zones: those of ICAO Doc 9303, and what two countries have of their own. */
export const MRZ_FORMATS = {
  TD1: 'A card, three rows of 30',
  TD2: 'A larger card, two rows of 36',
  TD3: 'A passport, two rows of 44',
  MRVA: 'A visa, two rows of 44',
  MRVB: 'A smaller visa, two rows of 36',
  FRA_ID: 'The French identity card of before 2021, two rows of 36',
  FRA_DL: 'The French driving licence, one row of 30',
  CHE_DL: 'The Swiss driving licence, a row of 9 and two of 30, without check digits: never `valid`',
} as const
export type MrzFormat = keyof typeof MRZ_FORMATS

/** What is read in a machine-readable zone. */
export const MRZ_PARTS = [
  ...(['document_number', 'issuer', 'nationality', 'surname', 'given_names', 'birth_date', 'expiry_date'] as const),
  ...(['sex', 'optional'] as const),
] as const
export type MrzPart = (typeof MRZ_PARTS)[number]

const mrzPartSchema = z.strictObject({
  certainty: z.enum(Object.keys(MRZ_CERTAINTIES) as [MrzCertainty, ...MrzCertainty[]]).describe(
    Object.entries(MRZ_CERTAINTIES)
      .map(([certainty, meaning]) => `${certainty}: ${meaning}.`)
      .join('\n'),
  ),
  /** The characters as they were read, before any of them was repaired. */
  read: z.string(),
})

export const mrzSchema = z
  .strictObject({
    format: z.enum(Object.keys(MRZ_FORMATS) as [MrzFormat, ...MrzFormat[]]).describe(
      Object.entries(MRZ_FORMATS)
        .map(([format, meaning]) => `${format}: ${meaning}.`)
        .join('\n'),
    ),
    lines: z.array(z.string()),
    document_number: z.string(),
    issuer: z.string(),
    /** Empty where the format has none, as are the given names. */
    nationality: z.string(),
    surname: z.string(),
    given_names: z.string(),
    birth_date: z.iso.date().nullable(),
    expiry_date: z.iso.date().nullable(),
    /** Null where the sign is none of these, which was not read, and where the format has none. */
    sex: z.enum(['F', 'M', 'X']).nullable(),
    /** How each of them was read, of those that the format has. Zones that were read before this was kept have none. */
    parts: z.partialRecord(z.enum(MRZ_PARTS), mrzPartSchema).default({}),
    /**
     * Whether the zone, as it was read and without any repair, agrees in all check digits, has known codes and possible
     * dates, and no other reading of the picture does so too.
     */
    valid: z.boolean(),
  })
  .meta({ id: 'Mrz' })
export type Mrz = z.infer<typeof mrzSchema>

/** How far the reading of a document's machine-readable zone is. */
export const MRZ_STATES = {
  none: 'The document is not read: it is of a type without a zone, or a PDF',
  pending: 'It waits to be read, or to be read again where reading did not come to its end',
  done: 'It has been read: see `mrz`',
  no_zone: 'It has been read, and there is no zone on it',
  unreadable: 'There is a zone on it that could not be read',
  failed: 'Nothing is known of its zone: reading it did not come to its end in any of several attempts',
} as const
export type MrzState = keyof typeof MRZ_STATES
export const mrzStateSchema = z.enum(Object.keys(MRZ_STATES) as [MrzState, ...MrzState[]])

/** What of a document or step is sealed for its row alone. */
export const SEALED_IN_DOCUMENTS = ['mrz', 'barcodes', 'message', 'resolutions'] as const
export const SEALED_IN_STEPS = ['answers', 'message', 'question'] as const

const DAMAGED =
  'What does not open, because it was changed in the database or belongs to another row: it is null or empty here. Absent ' +
  'where nothing is damaged.'

/** What a scanner for malware said of a file. */
const scanStateSchema = z.enum(['waiting', 'clean', 'infected'])
export type ScanState = z.infer<typeof scanStateSchema>

export const documentSchema = z
  .strictObject({
    id,
    profile_id: id,
    step_id: id.nullable(),
    field: z.string().nullable(),
    file_id: id,
    document_type: z.string(),
    side: z.string(),
    country: z.string().nullable(),
    status: z.int(),
    file_name: z.string(),
    content_type: z.string(),
    file_size: z.int(),
    checksum: z.string(),
    reason_code: z.string().nullable(),
    reject_type: z.string().nullable(),
    /** What the reviewer wrote to the customer with the rejection. */
    message: messageSchema.nullable(),
    /** What the customer said where the document and their answers differed, the latest last. */
    resolutions: z.array(resolutionSchema),
    damaged: z.array(z.enum(SEALED_IN_DOCUMENTS)).optional().describe(DAMAGED),
    quality: qualitySchema.nullable(),
    signals: z.array(signalSchema),
    mrz_state: mrzStateSchema.describe(
      Object.entries(MRZ_STATES)
        .map(([state, meaning]) => `${state}: ${meaning}.`)
        .join('\n'),
    ),
    /** Null unless `mrz_state` is `done`. */
    mrz: mrzSchema.nullable(),
    barcode_state: barcodeStateSchema.describe(
      Object.entries(BARCODE_STATES)
        .map(([state, meaning]) => `${state}: ${meaning}.`)
        .join('\n'),
    ),
    /** Empty unless `barcode_state` is `done`. */
    barcodes: z.array(barcodeSchema),
    scan: scanStateSchema
      .nullable()
      .describe(
        'What the scanner for malware says. `waiting`: nothing yet, and until then nobody can open the file or approve it. ' +
          'Null where there is no scanner.',
      ),
    created_at: moment,
    decided_at: moment.nullable(),
  })
  .meta({ id: 'Document' })
export type DocumentRecord = z.infer<typeof documentSchema>

export const stepSchema = z
  .strictObject({
    id,
    profile_id: id,
    /** Null for a question, which has no template. */
    template_id: id.nullable(),
    template_version: z.int(),
    code: z.string(),
    title: localTextSchema,
    level: z.int(),
    position: z.int().describe('Where it comes among the steps of its customer: that of its template.'),
    required: z.boolean(),
    status: z.int(),
    form_schema: formSchemaSchema.nullable(),
    /** The question that a reviewer put to the customer, where the step asks for nothing but its answer. */
    question: messageSchema.nullable(),
    answers: answersSchema.nullable(),
    damaged: z.array(z.enum(SEALED_IN_STEPS)).optional().describe(DAMAGED),
    reason_code: z.string().nullable(),
    reject_type: z.string().nullable(),
    /** What the reviewer wrote to the customer with the rejection. */
    message: messageSchema.nullable(),
    /** The day after which the approval expires. */
    expires_on: z.iso.date().nullable(),
    /** The first reviewer, and the second one if the risk requires two. */
    approved_by: z.string().nullable(),
    confirmed_by: z.string().nullable(),
    submission: z
      .int()
      .describe('Rises whenever the customer submits the step or replaces a document of it. Name it in a decision.'),
    submitted_by: z
      .string()
      .nullable()
      .describe('The reviewer who submitted it for the customer. Null when the customer did.'),
    submitted_at: moment.nullable(),
    decided_at: moment.nullable(),
    created_at: moment,
    updated_at: moment,
  })
  .meta({ id: 'Step' })
export type StepRecord = z.infer<typeof stepSchema>

export const stepWithDocumentsSchema = stepSchema
  .extend({ documents: z.array(documentSchema) })
  .meta({ id: 'StepWithDocuments' })

const profileHead = {
  id,
  customer_id: z.string(),
  brand: z.string(),
  status: z.int(),
  level: z.int(),
  required_level: z.int(),
  risk_level: z.int(),
  proposed_risk_level: z.int().nullable().describe('4 while the rules propose prohibited, which a reviewer decides.'),
  email: z.string().nullable(),
  trading_login: z.string().nullable(),
  created_at: moment,
  updated_at: moment,
  approved_at: moment.nullable(),
  /** When the business relationship ended. Null while the customer is one. */
  relationship_ended_on: z.iso.date().nullable(),
  /** Whether nothing of the customer may be erased. */
  legal_hold: z.boolean(),
  screening: profileScreeningSchema.optional(),
}
export const profileSummarySchema = z.strictObject(profileHead).meta({ id: 'ProfileSummary' })
export const profileSchema = z
  .strictObject({
    ...profileHead,
    /** Every login that opened the screens or was named by a reviewer. cTrader is told of each. */
    trading_logins: z.array(z.string()),
    refresh: z
      .strictObject({
        reviewed_on: z.iso.date().nullable(),
        due_on: z.iso.date().nullable(),
        asked_on: z.iso.date().nullable(),
      })
      .describe('When what is known of the customer was last looked over, is due again, and when they were asked.'),
    risk: riskExplanationSchema.nullable().describe('Why the risk is what it is. Null where the brand has no rules.'),
    steps: z.array(stepSchema),
    documents: z.array(documentSchema),
  })
  .meta({ id: 'Profile' })
export type ProfileSummary = z.infer<typeof profileSummarySchema>
export type ProfileRecord = z.infer<typeof profileSchema>

/** A callback, webhook or email. */
export const deliverySchema = z
  .strictObject({
    id,
    kind: z.string(),
    customer_id: z.string(),
    state: z.enum(['waiting', 'delivered', 'dead']),
    attempts: z.int(),
    last_error: z.string().nullable(),
    created_at: moment,
    next_attempt_at: moment,
    delivered_at: moment.nullable(),
    dead_at: moment.nullable(),
    body: z.unknown(),
  })
  .meta({ id: 'Delivery' })
export type Delivery = z.infer<typeof deliverySchema>

/** A document that a step still lacks. */
const missingDocumentSchema = z.strictObject({
  field: z.string(),
  /** The label of its field, where the template has one. */
  label: localTextSchema.nullable(),
  /** The accepted types, where the template names them. */
  document_types: z.array(documentTypeSchema).nullable(),
  /** Why the last one was sent back. */
  reason_code: z.enum(REASON_CODES).nullable(),
})
export type MissingDocument = z.infer<typeof missingDocumentSchema>

/** A step that waits for the customer. */
export const missingStepSchema = z
  .strictObject({
    code: z.string(),
    title: localTextSchema,
    status: z.int(),
    /** Why it was sent back. */
    reason_code: z.enum(REASON_CODES).nullable(),
    /** What the reviewer wrote to the customer. */
    message: messageSchema.nullable().default(null),
    /** What a reviewer asks. */
    question: messageSchema.nullable().default(null),
    documents: z.array(missingDocumentSchema),
  })
  .meta({ id: 'MissingStep' })
export type MissingStep = z.infer<typeof missingStepSchema>

/** A one-time link for a customer. Its URL is returned only when it is created. */
export const linkSchema = z
  .strictObject({
    id,
    customer_id: z.string(),
    created_by: z.string(),
    created_at: moment,
    expires_at: moment,
    used_at: moment.nullable(),
    revoked_at: moment.nullable(),
    /** What the customer still has to do. */
    missing: z.array(missingStepSchema),
  })
  .meta({ id: 'Link' })
export type Link = z.infer<typeof linkSchema>
