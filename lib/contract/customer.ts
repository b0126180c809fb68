import { z } from 'zod'
import { countryCodeSchema, documentSideSchema, documentTypeSchema } from './document-schemas'
import { answersSchema, formSchemaSchema } from './form'
import { EMAIL_CODE_DIGITS, MAX_LENGTH } from './limits'
import { REASON_CODES } from './records'
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
 * What a customer may see and send: the wire between the screens and a KYC backend. Statuses are written by
 * name here, since it is people who read them; the manager's wire has their numbers.
 */

const names = <Name extends string>(table: Record<Name, number>) => z.enum(Object.keys(table) as [Name, ...Name[]])
const moment = z.iso.datetime()
const id = z.uuid()

/** Whose KYC it is. `customer_id` is cTrader's userId as text; the other fields come with the token. */
export const identitySchema = z.object({
  customer_id: z.string().min(1).max(MAX_LENGTH.customerId),
  brand: z.string().min(1).max(MAX_LENGTH.brand),
  email: z.string().nullable(),
  trading_login: z.string().nullable(),
  /** In which they read, as far as it is known. */
  language: z.string().max(MAX_LENGTH.languageTag).optional(),
})
export type Identity = z.infer<typeof identitySchema>

/** Why something was sent back. `comment` is never here: it is for staff alone. */
export const rejectionSchema = z.object({ reason_code: z.enum(REASON_CODES), reject_type: z.enum(['retry', 'final']) })
export type Rejection = z.infer<typeof rejectionSchema>

export const customerDocumentSchema = z.object({
  id,
  step_id: id.nullable(),
  /** The file_reference field that it answers. */
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
  /** SHA-256, hex: by it a screen knows a file that has been shown before. */
  checksum: z.string(),
  /** What a machine read in it that the person should look at: it decides nothing. */
  notes: z.array(z.object({ code: z.enum(DOCUMENT_NOTES), field: z.string().nullable() })).default([]),
  created_at: moment,
})
export type CustomerDocument = z.infer<typeof customerDocumentSchema>

export const customerStepSchema = z.object({
  id,
  code: z.string(),
  title: z.string(),
  level: z.int(),
  required: z.boolean(),
  status: names<StepStatus>(STEP_STATUS),
  form_schema: formSchemaSchema,
  /** What has been typed and not been submitted yet; else null. */
  draft: answersSchema.nullable(),
  /** What was last submitted; else null. */
  answers: answersSchema.nullable(),
  rejection: rejectionSchema.nullable(),
  /** What has been proved with a code: the address, by the name of its field. */
  verified: z.record(z.string(), z.string()).default({}),
  /** The documents that count now: replaced and removed ones are not among them. */
  documents: z.array(customerDocumentSchema),
  submitted_at: moment.nullable(),
  decided_at: moment.nullable(),
})
export type CustomerStep = z.infer<typeof customerStepSchema>

/** One dated line of the status screen: what happened, and to which step where it concerns one. */
export const timelineEntrySchema = z.object({
  at: moment,
  event: z.enum([
    'started',
    'level_required',
    'step_required',
    'step_submitted',
    'step_approved',
    'step_rejected',
    'step_expired',
    'document_approved',
    'document_rejected',
    'profile_approved',
    'profile_rejected',
    'profile_expired',
  ]),
  step_code: z.string().nullable(),
  document_type: documentTypeSchema.nullable(),
})
export type TimelineEntry = z.infer<typeof timelineEntrySchema>
export type TimelineEvent = TimelineEntry['event']

/** Everything that the three screens show of one customer. */
export const customerKycSchema = z.object({
  customer_id: z.string(),
  brand: z.string(),
  email: z.string().nullable(),
  status: names<ProfileStatus>(PROFILE_STATUS),
  level: z.int(),
  required_level: z.int(),
  /** Grows with every change: what a screen compares to learn whether it is stale. */
  version: z.int(),
  steps: z.array(customerStepSchema),
  timeline: z.array(timelineEntrySchema),
  approved_at: moment.nullable(),
})
export type CustomerKyc = z.infer<typeof customerKycSchema>

export const draftRequestSchema = z.strictObject({ answers: answersSchema })
export const submitRequestSchema = z.strictObject({ answers: answersSchema })

/** Asks for a code to be sent to an address, which answers a field with `verify`. */
export const sendCodeRequestSchema = z.strictObject({
  field: z.string().min(1).max(MAX_LENGTH.fieldName),
  address: z.email().max(MAX_LENGTH.emailAddress),
})
export type SendCodeRequest = z.infer<typeof sendCodeRequestSchema>
/** Until when a code is good, and from when another one may be asked for. */
export const sentCodeSchema = z.object({ expires_at: moment, again_at: moment })
export type SentCode = z.infer<typeof sentCodeSchema>

export const checkCodeRequestSchema = z.strictObject({
  field: z.string().min(1).max(MAX_LENGTH.fieldName),
  code: z.string().regex(new RegExp(`^\\d{${EMAIL_CODE_DIGITS}}$`), `${EMAIL_CODE_DIGITS} digits`),
})
export type CheckCodeRequest = z.infer<typeof checkCodeRequestSchema>

/** What a person may be asked to do before the camera. */
export const GESTURES = ['TURN_LEFT', 'TURN_RIGHT', 'SMILE'] as const
export type Gesture = (typeof GESTURES)[number]
/** Which gestures a device asked for, and which of them it saw: a hint, since the device is the person's own. */
export const gesturesSchema = z
  .array(z.strictObject({ gesture: z.enum(GESTURES), seen: z.boolean() }))
  .min(1)
  .max(5)
export type SeenGestures = z.infer<typeof gesturesSchema>

/** Puts a stored file to a step's file_reference field; it takes the place of what was there for the same side. */
export const attachDocumentRequestSchema = z.strictObject({
  step_id: id,
  field: z.string().min(1).max(MAX_LENGTH.fieldName),
  file_id: id,
  document_type: documentTypeSchema,
  side: documentSideSchema,
  country: countryCodeSchema.nullable(),
  /** The person knows that this file has been shown before, and means it. */
  accepted: z.boolean().optional(),
  /** With a selfie out of our own camera. */
  gestures: gesturesSchema.optional(),
})
export type AttachDocumentRequest = z.infer<typeof attachDocumentRequestSchema>

export const storedFileSchema = z.object({
  file_id: id,
  content_type: z.string(),
  file_size: z.int(),
  checksum: z.string(),
})
export type StoredFile = z.infer<typeof storedFileSchema>
