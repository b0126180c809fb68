import { z } from 'zod'
import { countryCodeSchema, documentSideSchema, documentTypeSchema } from './document-schemas'
import { answersSchema, formSchemaSchema, localTextSchema } from './form'
import { EMAIL_CODE_DIGITS, MAX_LENGTH } from './limits'
import { messageSchema } from './messages/message'
import { REASON_CODES } from './messages/reasons'
import { storableText } from './messages/storable-text'
import { extractedSchema, extractionStateSchema } from './pictures/extracted'
import { DOCUMENT_NOTES } from './signals'
import {
  DOCUMENT_STATUS,
  type DocumentStatus,
  PROFILE_STATUS,
  type ProfileStatus,
  STEP_STATUS,
  type StepStatus,
} from './statuses'

/**
 * What a customer may see and send: the messages between the screens and a KYC backend. Statuses are names here; the
 * manager's API uses their numbers.
 */

const names = <Name extends string>(table: Record<Name, number>) => z.enum(Object.keys(table) as [Name, ...Name[]])
const moment = z.iso.datetime()
const id = z.uuid()

/** The customer. `customer_id` is cTrader's userId as text; the other fields come with the token. */
export const identitySchema = z.object({
  customer_id: storableText.min(1).max(MAX_LENGTH.customerId),
  brand: z.string().min(1).max(MAX_LENGTH.brand),
  email: storableText.nullable(),
  trading_login: storableText.nullable(),
  /** Their language, if known. */
  language: z.string().max(MAX_LENGTH.languageTag).optional(),
})
export type Identity = z.infer<typeof identitySchema>

/** Which customer: ids are unique within a brand only. */
export type CustomerKey = Pick<Identity, 'brand' | 'customer_id'>

/** Why something was rejected. Never includes the reviewer's comment, which is for staff only. */
export const rejectionSchema = z
  .object({
    reason_code: z.enum(REASON_CODES),
    reject_type: z.enum(['retry', 'final']),
    /** What the reviewer wrote to the customer, if anything. */
    message: messageSchema.optional(),
  })
  .meta({ id: 'Rejection' })
export type Rejection = z.infer<typeof rejectionSchema>

export const customerNoteSchema = z
  .object({
    code: z.enum(DOCUMENT_NOTES),
    field: z.string().nullable(),
    /**
     * What the document says in the field, as an answer; null where that cannot be taken over. A backend that leaves it out
     * only tells of the difference, and is not told what the customer says.
     */
    read: z.string().nullable().optional(),
  })
  .meta({ id: 'CustomerNote' })
export type CustomerNote = z.infer<typeof customerNoteSchema>

export const customerDocumentSchema = z
  .object({
    id,
    step_id: id.nullable(),
    /** The name of its file_reference field. */
    field: z.string().nullable(),
    file_id: id,
    document_type: documentTypeSchema,
    side: documentSideSchema,
    country: z.string().nullable(),
    status: names<DocumentStatus>(DOCUMENT_STATUS),
    rejection: rejectionSchema.nullable(),
    file_name: z.string(),
    content_type: z.string(),
    file_size: z.int(),
    /** SHA-256 in hex. The screens use it to recognize a file that was used before. */
    checksum: z.string(),
    /** How far reading it is: see `extracted`. */
    extraction: extractionStateSchema.default('none'),
    /** What was read from it, as far as it is certain. The screens offer it to the person as their answers. */
    extracted: extractedSchema.default({}),
    /** Findings in the extracted MRZ that the customer should check. They decide nothing. */
    notes: z.array(customerNoteSchema).default([]),
    created_at: moment,
  })
  .meta({ id: 'CustomerDocument' })
export type CustomerDocument = z.infer<typeof customerDocumentSchema>

export const customerStepSchema = z
  .object({
    id,
    code: z.string(),
    /** In every language that the template has. */
    title: localTextSchema,
    level: z.int(),
    required: z.boolean(),
    status: names<StepStatus>(STEP_STATUS),
    /** Absent, or without fields: the step asks for nothing, and staff does it. */
    form_schema: formSchemaSchema.default({}),
    /** Another one means that the form was replaced while the step waited. */
    template_version: z.int().default(1),
    /** Answers that were typed but not submitted yet, or null. */
    draft: answersSchema.nullable(),
    /** The last submitted answers, or null. */
    answers: answersSchema.nullable(),
    rejection: rejectionSchema.nullable(),
    /** The question that a reviewer put to the customer, which this step asks for the answer to. */
    question: messageSchema.nullable().default(null),
    /** The day by which the customer goes through it again, because the law has what is known of them looked over. */
    refresh_by: z.iso.date().nullable().optional(),
    /** Addresses verified with a code, by field name. */
    verified: z.record(z.string(), z.string()).default({}),
    /** The current documents, without replaced and removed ones. */
    documents: z.array(customerDocumentSchema),
    /** The documents that were removed from fields in which there is no other yet, one for each field. */
    removed: z.array(z.object({ field: z.string(), document_type: documentTypeSchema })).default([]),
    /**
     * Whether a step in review can still be corrected: drafts, documents and another submission are accepted. A backend
     * that leaves it out keeps what was submitted locked.
     */
    correctable: z.boolean().default(false),
    /** Whether drafts and submissions may come with their `base`. The screens send none to a backend that leaves it out. */
    mergeable: z.boolean().default(false),
    /** How often the step was submitted. */
    submission: z.int().default(0),
    /** Who filled it in the last time: staff may do it for the customer. */
    submitted_by: z.enum(['customer', 'staff']).default('customer'),
    submitted_at: moment.nullable(),
    decided_at: moment.nullable(),
  })
  .meta({ id: 'CustomerStep' })
export type CustomerStep = z.infer<typeof customerStepSchema>

/** An entry of the timeline: what happened when, and to which step, if any. */
export const timelineEntrySchema = z
  .object({
    at: moment,
    event: z.enum([
      'started',
      'level_required',
      'step_required',
      'step_submitted',
      'step_submitted_by_staff',
      'step_approved',
      'step_rejected',
      'step_expired',
      'step_waived',
      'document_approved',
      'document_rejected',
      'document_removed',
      'profile_approved',
      'profile_rejected',
      'profile_expired',
    ]),
    step_code: z.string().nullable(),
    document_type: documentTypeSchema.nullable(),
  })
  .meta({ id: 'TimelineEntry' })
export type TimelineEntry = z.infer<typeof timelineEntrySchema>
export type TimelineEvent = TimelineEntry['event']

/** A higher level that the customer may ask for, with the steps that it would add. */
export const offeredLevelSchema = z
  .object({ level: z.int(), steps: z.array(z.object({ code: z.string(), title: localTextSchema })) })
  .meta({ id: 'OfferedLevel' })
export type OfferedLevel = z.infer<typeof offeredLevelSchema>

/** Everything that the screens show about one customer. */
export const customerKycSchema = z
  .object({
    customer_id: z.string(),
    brand: z.string(),
    email: z.string().nullable(),
    /** Whether an email tells the customer what was decided. A backend that leaves it out gives them no choice. */
    decision_emails: z.boolean().optional(),
    status: names<ProfileStatus>(PROFILE_STATUS),
    level: z.int(),
    required_level: z.int(),
    /** The levels beyond the required one. A backend that leaves this out offers none. */
    offered_levels: z.array(offeredLevelSchema).default([]),
    /** Rises with every change, so that a screen can tell whether it is stale. */
    version: z.int(),
    /**
     * Whether the customer was rejected as a person, whatever their steps: nothing is asked of them any more, and why is not
     * said. In a backend that leaves it out, who is rejected while no step is.
     */
    closed: z.boolean().optional(),
    steps: z.array(customerStepSchema),
    timeline: z.array(timelineEntrySchema),
    approved_at: moment.nullable(),
  })
  .meta({ id: 'CustomerKyc' })
export type CustomerKyc = z.infer<typeof customerKycSchema>

/**
 * `base`: the answers over which these were typed. With it, what others have saved meanwhile is kept: only the fields that
 * differ from `base` are saved. Without it, the answers replace the draft.
 */
export const draftRequestSchema = z.strictObject({ answers: answersSchema, base: answersSchema.optional() })
/**
 * `draft`: the draft as it is now. `overwritten`: what others had saved in fields that were typed into here too, null where
 * they had emptied one. A backend that merges nothing leaves both out.
 */
export const savedDraftSchema = z
  .object({ version: z.int(), draft: answersSchema.optional(), overwritten: answersSchema.optional() })
  .meta({ id: 'SavedDraft' })
export type SavedDraft = z.infer<typeof savedDraftSchema>
/**
 * With `base`, the submission is refused with the reason `changed_meanwhile` when others have saved or submitted something
 * else in fields that the answers would overwrite.
 */
export const submitRequestSchema = z.strictObject({ answers: answersSchema, base: answersSchema.optional() })

/** Requests a code for an address in a field with `verify`. */
export const sendCodeRequestSchema = z.strictObject({
  field: z.string().min(1).max(MAX_LENGTH.fieldName),
  address: z.email().max(MAX_LENGTH.emailAddress),
})
export type SendCodeRequest = z.infer<typeof sendCodeRequestSchema>
/** When the code expires, and when another one may be requested. */
export const sentCodeSchema = z.object({ expires_at: moment, again_at: moment }).meta({ id: 'SentCode' })
export type SentCode = z.infer<typeof sentCodeSchema>

export const checkCodeRequestSchema = z.strictObject({
  field: z.string().min(1).max(MAX_LENGTH.fieldName),
  code: z.string().regex(new RegExp(`^\\d{${EMAIL_CODE_DIGITS}}$`), `${EMAIL_CODE_DIGITS} digits`),
})
export type CheckCodeRequest = z.infer<typeof checkCodeRequestSchema>

/** Gestures that the camera may ask for. */
export const GESTURES = ['TURN_LEFT', 'TURN_RIGHT', 'SMILE'] as const
export type Gesture = (typeof GESTURES)[number]
/** The gestures that the device asked for and whether it saw them. Only a hint: the customer controls the device. */
export const gesturesSchema = z
  .array(z.strictObject({ gesture: z.enum(GESTURES), seen: z.boolean() }))
  .min(1)
  .max(5)
export type SeenGestures = z.infer<typeof gesturesSchema>

/** Attaches a stored file to a file_reference field of a step. It replaces an earlier document of the same side. */
export const attachDocumentRequestSchema = z.strictObject({
  step_id: id,
  field: z.string().min(1).max(MAX_LENGTH.fieldName),
  file_id: id,
  document_type: documentTypeSchema,
  side: documentSideSchema,
  /**
   * Null for an identity document of which nobody has said which it is: `document_type` is a guess then. A backend that
   * reads documents corrects it; otherwise the person is asked, and the same file is attached again.
   */
  country: countryCodeSchema.nullable(),
  /** The customer was warned that this file was used before, and insists. */
  accepted: z.boolean().optional(),
  /** Only for a selfie taken with the built-in camera. */
  gestures: gesturesSchema.optional(),
})
export type AttachDocumentRequest = z.infer<typeof attachDocumentRequestSchema>

export const storedFileSchema = z
  .object({
    file_id: id,
    content_type: z.string(),
    file_size: z.int(),
    checksum: z.string(),
  })
  .meta({ id: 'StoredFile' })
export type StoredFile = z.infer<typeof storedFileSchema>
