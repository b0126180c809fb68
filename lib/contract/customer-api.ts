import { z } from 'zod'
import {
  attachDocumentRequestSchema,
  checkCodeRequestSchema,
  customerDocumentSchema,
  customerKycSchema,
  draftRequestSchema,
  savedDraftSchema,
  sendCodeRequestSchema,
  sentCodeSchema,
  storedFileSchema,
  submitRequestSchema,
} from './customer'
import { requestableLevelSchema } from './levels/level-schemas'
import { MAX_LENGTH } from './limits'
import { storableText } from './messages/storable-text'
import { resolveDifferenceRequestSchema } from './pictures/differences'

/**
 * The customer API: what a KYC backend offers to the screens over HTTP, under `/kyc/customers/{customer_id}`. It
 * requires the service key and serves one customer at a time; `?brand=` selects the brand if a backend has several.
 */
export const CUSTOMER_API_PATH = '/kyc/customers'

export const openRequestSchema = z.strictObject({
  level: requestableLevelSchema,
  /** Details from the token, stored with the profile. */
  email: storableText.max(MAX_LENGTH.email).nullish(),
  trading_login: storableText.max(MAX_LENGTH.tradingLogin).nullish(),
  language: storableText.max(MAX_LENGTH.languageTag).optional(),
})
export const levelRequestSchema = z.strictObject({ level: requestableLevelSchema })
/** Whether an email tells the customer what was decided. */
export const emailsRequestSchema = z.strictObject({ decisions: z.boolean() })
export const versionSchema = z.object({ version: z.int() })

type Operation = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Follows the customer's id; `{id}` is the id of a step, document or file. */
  readonly path: string
  readonly summary: string
  /** The JSON body of the request. */
  readonly input?: z.ZodType
  /** The JSON body of the response. Without it, the response is bytes or events. */
  readonly output?: z.ZodType
  /** Accepts an `Idempotency-Key`: a repeated request runs once and gets the same answer. */
  readonly keyed?: boolean
}

export const CUSTOMER_OPERATIONS = {
  open: {
    ...{ method: 'POST', path: '/open', summary: 'Find or create the profile, and raise its required level' },
    ...{ input: openRequestSchema, output: customerKycSchema },
  },
  read: {
    method: 'GET',
    path: '',
    summary: 'Everything to show; 404 before the first open',
    output: customerKycSchema,
  },
  requestLevel: {
    ...{ method: 'POST', path: '/level', summary: 'Ask for a higher level, one of `offered_levels`', keyed: true },
    ...{ input: levelRequestSchema, output: customerKycSchema },
  },
  chooseEmails: {
    ...{
      method: 'PUT',
      path: '/emails',
      summary: 'Say whether an email tells what was decided; 404 without the choice',
    },
    ...{ input: emailsRequestSchema, output: customerKycSchema },
  },
  saveDraft: {
    ...{ method: 'PUT', path: '/steps/{id}/draft', summary: 'Save what has been typed so far' },
    ...{ input: draftRequestSchema, output: savedDraftSchema },
  },
  submitStep: {
    ...{
      method: 'POST',
      path: '/steps/{id}/submit',
      summary: 'Validate the answers and submit the step, or correct it',
      keyed: true,
    },
    ...{ input: submitRequestSchema, output: customerKycSchema },
  },
  sendCode: {
    ...{ method: 'POST', path: '/steps/{id}/codes', summary: 'Email a six-digit code to an address' },
    ...{ input: sendCodeRequestSchema, output: sentCodeSchema },
  },
  checkCode: {
    ...{ method: 'POST', path: '/steps/{id}/codes/check', summary: 'Verify an address with the code sent to it' },
    ...{ input: checkCodeRequestSchema, output: versionSchema },
  },
  storeFile: {
    ...{ method: 'POST', path: '/files', summary: 'Check and store a file, sent as the body' },
    output: storedFileSchema,
  },
  readFile: { method: 'GET', path: '/files/{id}', summary: 'The content of a file of this customer' },
  attachDocument: {
    ...{ method: 'POST', path: '/documents', summary: 'Attach a stored file to a field of a step', keyed: true },
    ...{ input: attachDocumentRequestSchema, output: customerDocumentSchema },
  },
  removeDocument: {
    ...{ method: 'DELETE', path: '/documents/{id}', summary: 'Remove a document that nobody has decided' },
    output: versionSchema,
  },
  resolveDifference: {
    ...{
      method: 'POST',
      path: '/documents/{id}/differences',
      summary: 'Say what is right where a document and an answer differ',
      keyed: true,
    },
    ...{ input: resolveDifferenceRequestSchema, output: customerKycSchema },
  },
  watch: { method: 'GET', path: '/events', summary: 'Server-sent events: `changed`, with the new version' },
} as const satisfies Record<string, Operation>

export type CustomerOperation = keyof typeof CUSTOMER_OPERATIONS
