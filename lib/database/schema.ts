import type { Kysely, Transaction } from 'kysely'
import type { AuditRow } from '@/lib/contract/audit'
import type { DocumentSide, DocumentType } from '@/lib/contract/documents'
import type { ReasonCode } from '@/lib/contract/records'

/** Rows as they are stored: times as ISO 8601 in UTC, booleans as 0 and 1, JSON and sealed texts as text. */

export type TemplateRow = {
  id: string
  brand: string
  code: string
  title: string
  level: number
  required: number
  active: number
  form_schema: string
  version: number
  created_at: string
  updated_at: string
  deleted_at: string | null
}

export type ProfileRow = {
  id: string
  brand: string
  customer_id: string
  status: number
  level: number
  required_level: number
  risk_level: number
  /** 1 when a manager set it: the rules leave it alone. */
  risk_by_hand: number
  email: string | null
  trading_login: string | null
  language: string | null
  version: number
  /** How often it was touched by what is no news to others, and so raises no version: drafts, codes. */
  drafts: number
  created_at: string
  updated_at: string
  approved_at: string | null
}

export type StepRow = {
  id: string
  profile_id: string
  template_id: string
  template_version: number
  code: string
  title: string
  level: number
  required: number
  form_schema: string
  status: number
  /** Sealed JSON. */
  answers: string | null
  /** Sealed JSON. */
  draft: string | null
  reason_code: ReasonCode | null
  reject_type: 'retry' | 'final' | null
  /** What was rejected: the answers themselves, or a document, and the step with it. Null unless it is rejected. */
  rejected_for: 'answers' | 'document' | null
  /** ISO date. */
  expires_on: string | null
  approved_by: string | null
  confirmed_by: string | null
  submitted_at: string | null
  decided_at: string | null
  created_at: string
  updated_at: string
}

export type DocumentRow = {
  id: string
  brand: string
  profile_id: string
  step_id: string | null
  field: string | null
  file_id: string
  document_type: DocumentType
  side: DocumentSide
  country: string | null
  status: number
  file_name: string
  content_type: string
  file_size: number
  checksum: string
  /** What the checks measured, as JSON; null for a PDF, and for what came before they were kept. */
  quality: string | null
  /** What a reviewer should know, as JSON. */
  signals: string
  /** Its machine-readable zone, sealed; null where there is none, or none that could be read. */
  mrz: string | null
  reason_code: ReasonCode | null
  reject_type: 'retry' | 'final' | null
  /** The document that took its place. */
  replaced_by: string | null
  created_at: string
  decided_at: string | null
}

export type FileRow = {
  id: string
  brand: string
  /** Null for a file that staff uploaded. */
  customer_id: string | null
  name: string
  content_type: string
  size: number
  checksum: string
  extension: string
  width: number | null
  height: number | null
  pages: number | null
  quality: string
  uploaded_by: string
  created_at: string
}

export type TokenRow = {
  hash: string
  brand: string
  customer_id: string
  email: string | null
  trading_login: string | null
  kyc_type: 'basic' | 'standard' | 'enhanced'
  /** The link that it is the token of; null for one that cTrader asked for. */
  link_id: string | null
  /** What its session may do alone, as JSON; null for everything. */
  scope: string | null
  created_at: string
  expires_at: string
  used_at: string | null
}

export type StoredAuditRow = Omit<AuditRow, 'before' | 'after'> & { before: string | null; after: string | null }

export type JobRow = {
  id: string
  kind: string
  /** Whom it concerns; empty where it is nobody in particular. */
  brand: string
  customer_id: string
  /** What the job takes, as JSON. */
  input: string
  /** Among jobs that are not done only one has a key. */
  key: string | null
  /** Jobs that share it run one after the other, by position; null where the order does not matter. */
  ordered_by: string | null
  position: number
  /** Attempts that have begun. */
  attempts: number
  run_at: string
  /** Until then the instance that took it works on it; empty when nobody does. */
  claimed_until: string
  /** When it becomes a dead letter, unless it is done. */
  gives_up_at: string
  done_at: string | null
  /** When it was given up: somebody has to look at it. */
  dead_at: string | null
  last_error: string | null
  created_at: string
}

export type LinkRow = {
  id: string
  brand: string
  customer_id: string
  created_by: string
  created_at: string
  expires_at: string
  revoked_at: string | null
}

export type CodeRow = {
  step_id: string
  field: string
  address: string
  /** Sealed. */
  code: string
  expires_at: string
  tries: number
  /** How many have been sent within the hour that began with the first. */
  sends: number
  first_sent_at: string
  sent_at: string
  verified_at: string | null
}

type IdempotencyRow = { customer: string; key: string; answer: string; created_at: string }

export type Schema = {
  templates: TemplateRow
  profiles: ProfileRow
  steps: StepRow
  documents: DocumentRow
  files: FileRow
  tokens: TokenRow
  audit: StoredAuditRow
  jobs: JobRow
  idempotency: IdempotencyRow
  links: LinkRow
  codes: CodeRow
}

export type Database = Kysely<Schema>
export type Tx = Transaction<Schema>
