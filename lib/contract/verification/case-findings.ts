import { z } from 'zod'
import { MRZ_PARTS } from '../records'

/** What machines have checked of a customer, and what they found. For reviewers; nobody else ever sees it. */

type CheckTerms = {
  readonly says: string
  /** It tells of lists, or of other customers: its findings are not even in the customer's own copy of their data. */
  readonly inward?: true
}

/** The checks. Each is one file of `lib/kyc/verification/checks`; the compiler requires all of them. */
export const CHECKS = {
  'zone-check-digits': { says: 'The check digits of a machine-readable zone agree with what stands before them' },
  'zone-answers': { says: 'The answers agree with the machine-readable zone' },
  'document-kind': { says: 'A document is of the type and the country that were chosen' },
  'document-expiry': { says: 'A document has not expired' },
  'possible-dates': { says: 'The dates of a document are possible, together and for a living person' },
  'address-holder': { says: 'A proof of address is addressed to the customer' },
  'address-answers': { says: 'The address below the name of the customer is the one that they answered' },
  'address-age': { says: 'A proof of address is not older than its template allows' },
  'file-reuse': { says: 'No file was used twice, or by another customer, and none is a screenshot', inward: true },
  'file-scan': { says: 'A scanner for malware found the file clean' },
  'list-screening': { says: 'The customer was screened, and nobody on a list may be them', inward: true },
} as const satisfies Record<string, CheckTerms>
export type CheckId = keyof typeof CHECKS
export const CHECK_IDS = Object.keys(CHECKS) as [CheckId, ...CheckId[]]

/** Whether a check tells of lists, or of other customers. */
export function isInward(id: CheckId): boolean {
  const terms: CheckTerms = CHECKS[id]
  return terms.inward === true
}

/** `unknown`: it could not tell, which is never a pass. `waiting`: what it needs has not been read yet. */
export const FINDING_OUTCOMES = ['passed', 'failed', 'unknown', 'waiting'] as const
export type FindingOutcome = (typeof FINDING_OUTCOMES)[number]

/** How much is wrong if a finding is right, from the least to the most. */
export const FINDING_SEVERITIES = ['none', 'low', 'medium', 'high', 'critical'] as const
export type FindingSeverity = (typeof FINDING_SEVERITIES)[number]

type FindingTerms = { readonly outcome: FindingOutcome; readonly severity: FindingSeverity; readonly says: string }

/** What checks find. The codes that signals have too mean the same. */
export const CASE_FINDINGS = {
  PASSED: { outcome: 'passed', severity: 'none', says: 'What the check looks for is as it should be' },
  WAITING: { outcome: 'waiting', severity: 'none', says: 'What the check needs is still being read' },
  NOT_READ: { outcome: 'unknown', severity: 'low', says: 'What the check needs could not be read' },
  NOT_ANSWERED: { outcome: 'unknown', severity: 'low', says: 'There is no answer to compare with' },
  NOT_COMPARABLE: { outcome: 'unknown', severity: 'low', says: 'The two cannot be compared by machine' },
  TIMED_OUT: { outcome: 'unknown', severity: 'low', says: 'The check took too long' },
  CHECK_BROKEN: { outcome: 'unknown', severity: 'low', says: 'The check failed itself' },
  MRZ_CHECK_DIGITS: {
    ...{ outcome: 'failed', severity: 'medium' },
    says: 'The check digits do not agree: the zone was altered, or misread',
  },
  READ_BY_ONE: { outcome: 'unknown', severity: 'low', says: 'Only one of the two readers read it so' },
  NO_CHECK_DIGITS: { outcome: 'unknown', severity: 'low', says: 'Zones of this format have no check digits' },
  MRZ_DISAGREES: { outcome: 'failed', severity: 'high', says: 'The answer in field differs from the zone' },
  MRZ_NOT_COMPARABLE: {
    ...{ outcome: 'unknown', severity: 'low' },
    says: 'The answer in field cannot be compared with the zone by machine',
  },
  TYPE_DIFFERS: { outcome: 'failed', severity: 'medium', says: 'The document is of another type than was chosen' },
  COUNTRY_DIFFERS: {
    outcome: 'failed',
    severity: 'medium',
    says: 'The document is of another country than was chosen',
  },
  EXPIRED: { outcome: 'failed', severity: 'high', says: 'The document has expired' },
  AGE_IMPOSSIBLE: { outcome: 'failed', severity: 'high', says: 'Nobody alive was born on that day' },
  EXPIRES_BEFORE_BIRTH: { outcome: 'failed', severity: 'high', says: 'It expired before its holder was born' },
  HOLDER_NOT_FOUND: {
    ...{ outcome: 'unknown', severity: 'medium' },
    says: 'The name of the customer was not found above an address',
  },
  ADDRESS_DIFFERS: { outcome: 'failed', severity: 'medium', says: 'The address differs from the answer in field' },
  TOO_OLD: { outcome: 'failed', severity: 'medium', says: 'The document is older than its template allows' },
  ISSUED_IN_FUTURE: { outcome: 'failed', severity: 'high', says: 'The document says that it was issued in the future' },
  SHOWN_BY_ANOTHER_CUSTOMER: { outcome: 'failed', severity: 'high', says: 'Another customer used the same file' },
  SAME_SIDES: { outcome: 'failed', severity: 'medium', says: 'The same file was used as the other side' },
  PREVIOUSLY_REJECTED: { outcome: 'failed', severity: 'medium', says: 'The same file was rejected before' },
  DUPLICATE: { outcome: 'failed', severity: 'medium', says: 'The same file was used as another document' },
  SCREENSHOT: { outcome: 'failed', severity: 'medium', says: 'The file name is that of a screenshot' },
  NOT_SCANNED: { outcome: 'unknown', severity: 'low', says: 'No scanner looked at the file' },
  INFECTED: { outcome: 'failed', severity: 'critical', says: 'The file is infected' },
  NOT_SCREENED: { outcome: 'unknown', severity: 'low', says: 'The customer was not screened' },
  SCREENING_FAILED: { outcome: 'unknown', severity: 'medium', says: 'The customer could not be screened' },
  HITS_OPEN: { outcome: 'failed', severity: 'high', says: 'Somebody on a list may be the customer' },
  LISTED: { outcome: 'failed', severity: 'critical', says: 'A reviewer found that the customer is on a list' },
} as const satisfies Record<string, FindingTerms>
export type CaseFindingCode = keyof typeof CASE_FINDINGS
export const CASE_FINDING_CODES = Object.keys(CASE_FINDINGS) as [CaseFindingCode, ...CaseFindingCode[]]

/** Where on a document it stands: a part of its zone, or its print. */
const placeSchema = z.discriminatedUnion('in', [
  z.strictObject({ in: z.literal('zone'), part: z.enum(MRZ_PARTS).optional() }),
  z.strictObject({ in: z.literal('print') }),
])
export type FindingPlace = z.infer<typeof placeSchema>

export const evidenceSchema = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]),
)
export type Evidence = z.infer<typeof evidenceSchema>

/** What a finding stands on, and where that is. It quotes answers and documents. */
export const findingDetailSchema = z.strictObject({ evidence: evidenceSchema, place: placeSchema.nullable() })
export type FindingDetail = z.infer<typeof findingDetailSchema>

export const caseFindingSchema = z
  .strictObject({
    id: z.uuid(),
    profile_id: z.uuid(),
    customer_id: z.string(),
    /** Null where it is of the customer as a whole. */
    document_id: z.uuid().nullable(),
    check: z.enum(CHECK_IDS).describe(CHECK_IDS.map((id) => `${id}: ${CHECKS[id].says}.`).join('\n')),
    check_version: z.int(),
    outcome: z.enum(FINDING_OUTCOMES),
    severity: z.enum(FINDING_SEVERITIES),
    code: z
      .enum(CASE_FINDING_CODES)
      .describe(CASE_FINDING_CODES.map((code) => `${code}: ${CASE_FINDINGS[code].says}.`).join('\n')),
    /** The field whose answer it concerns. */
    field: z.string().nullable(),
    evidence: evidenceSchema,
    place: placeSchema.nullable(),
    found_at: z.iso.datetime(),
    /** When the check came to the same finding last. */
    checked_at: z.iso.datetime(),
    /** When another finding took its place. Null while it stands. */
    superseded_at: z.iso.datetime().nullable(),
    /** `['detail']` where its evidence does not open: it was changed, or belongs to another row. */
    damaged: z.array(z.literal('detail')).optional(),
  })
  .meta({ id: 'CaseFinding' })
export type CaseFindingRecord = z.infer<typeof caseFindingSchema>
