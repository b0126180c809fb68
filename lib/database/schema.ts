import type { Kysely, Transaction } from 'kysely'
import type { AuditRow } from '@/lib/contract/audit'
import type { DocumentSide, DocumentType } from '@/lib/contract/documents'
import type { KycStatusWord } from '@/lib/contract/host/ctrader'
import type { DeviceClass, FunnelScreen, FunnelStage } from '@/lib/contract/host/funnel'
import type { ReasonCode } from '@/lib/contract/messages/reasons'
import type { BarcodeState } from '@/lib/contract/pictures/barcodes'
import type { AddressState } from '@/lib/contract/pictures/print'
import type { MrzState, ScanState } from '@/lib/contract/records'
import type { AlertKind, AlertState } from '@/lib/contract/risk/transactions'
import type {
  CaseFindingCode,
  CheckId,
  FindingOutcome,
  FindingSeverity,
} from '@/lib/contract/verification/case-findings'

/** Rows as stored: times as ISO 8601 in UTC, booleans as 0 and 1, JSON and sealed values as text. */

export type TemplateRow = {
  id: string
  brand: string
  code: string
  title: string
  level: number
  /** Where its steps come among the others of a customer: the lowest first, at the same position by level, then by age. */
  position: number
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
  /** 1 when a reviewer set it: the rules no longer change it. */
  risk_by_hand: number
  email: string | null
  /** The one that was named last. All of them are in `logins`. */
  trading_login: string | null
  language: string | null
  /** 1 when an email tells the customer what was decided. */
  decision_emails: number
  /** cTrader's word for the state. */
  kyc_status: KycStatusWord
  /** When the decision was made that cTrader hears of: its word or the level changed. */
  verification_date: string
  version: number
  /** Counts changes that do not raise the version because no other screen needs them, such as drafts and codes. */
  drafts: number
  created_at: string
  updated_at: string
  approved_at: string | null
  /** Stays when the approval does not. */
  first_approved_at: string | null
  /** ISO date. Null while the customer is one. */
  relationship_ended_on: string | null
  /** 1 when nothing of the customer may be erased. */
  legal_hold: number
  /** Who asked for the customer's erasure and why, as JSON. Null when nobody did. */
  erasure_asked: string | null
  /** The key of what is sealed of this person, wrapped by a master key. */
  data_key: string | null
  /** Why the risk is what it is, as sealed JSON. Null where the brand has no rules. */
  risk: string | null
  /** 4, prohibited, while the rules propose that. */
  risk_proposed: number | null
  /** Which rules judged it: their version and a digest. */
  risk_file: string | null
  /** ISO date: when time alone may change the risk. */
  risk_again_on: string | null
  /** ISO date: when all that is known of the customer was last looked over. */
  reviewed_on: string | null
  /** ISO date: when that is due again. Null where it never is. */
  refresh_due_on: string | null
  /** ISO date: when the customer was asked for it. Null when they were not, or have done it. */
  refresh_asked_on: string | null
  /**
   * The status as reviewers see it. `status` is what the customer and cTrader hear, who learn nothing of hits on lists; the
   * same holds for `risk_level`, over which `screening_risk` lies for reviewers.
   */
  review_status: number
  /** The risk that hits on lists bring by rule. 0 without any. */
  screening_risk: number
  /** The risk that a hit proposes and only a reviewer sets: prohibited, or 0. */
  proposed_risk: number
  /** How many hits nobody has settled. */
  open_hits: number
  /** How far screening is; `none`: there is nobody to look for. Null when it was never thought of. */
  screening_state: ScreeningState | null
  /** By which generation of the checks it was checked, or asked to be. 0: by none. */
  checked_by: number
}

export type ScreeningState = 'none' | 'due' | 'failed' | 'done'

/** The trading logins of a customer: cTrader is told of each. */
export type LoginRow = { profile_id: string; trading_login: string; first_seen_at: string }

export type StepRow = {
  id: string
  profile_id: string
  /** Null for a question, which has no template. */
  template_id: string | null
  template_version: number
  code: string
  title: string
  level: number
  /** Copied from the template. */
  position: number
  required: number
  form_schema: string
  status: number
  /** Sealed JSON. */
  answers: string | null
  /** Sealed JSON. */
  draft: string | null
  reason_code: ReasonCode | null
  reject_type: 'retry' | 'final' | null
  /** What the reviewer wrote to the customer, as sealed JSON. */
  message: string | null
  /** The question that a reviewer put to the customer, as sealed JSON. */
  question: string | null
  /** Why the step is rejected: for its answers, or because a document of it was. Null unless it is rejected. */
  rejected_for: 'answers' | 'document' | null
  /** 1 when a reviewer asked for the step, whatever the level. */
  required_by_hand: number
  /** Why the step is skipped: a lower level does without it, or a reviewer waived it. Null unless it is skipped. */
  skipped_for: 'level' | 'waiver' | null
  /** By which version of `lib/kyc/records/names.ts` the names in the answers are indexed. 0 when they are not. */
  names_indexed: number
  /** ISO date. */
  expires_on: string | null
  /** ISO date: by when the customer goes through it again, because what is known of them is looked over. */
  refresh_by: string | null
  approved_by: string | null
  confirmed_by: string | null
  /** How often it was submitted. */
  submission: number
  /** The reviewer who submitted it for the customer. Null when the customer did. */
  submitted_by: string | null
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
  /** Measurements of the quality checks, as JSON. Null for PDFs, and for documents from before they were stored. */
  quality: string | null
  /** The signals for the reviewer, as JSON. */
  signals: string
  mrz_state: MrzState
  /** The extracted machine-readable zone, sealed. Null when there is none or none is legible. */
  mrz: string | null
  barcode_state: BarcodeState
  /** What the barcodes on it say, sealed. Null when there are none or none is legible. */
  barcodes: string | null
  address_state: AddressState
  /** What of its print may be an address, sealed. Null when nothing is. */
  address_blocks: string | null
  /** The dates in its print, sealed. Null when they were not looked for. */
  printed_dates: string | null
  reason_code: ReasonCode | null
  reject_type: 'retry' | 'final' | null
  /** What the reviewer wrote to the customer, as sealed JSON. */
  message: string | null
  /** What the customer said of differences from their answers, as sealed JSON. */
  resolutions: string | null
  /** What a scanner for malware said of its file. Null where none was asked. */
  scan: ScanState | null
  /** The id of the document that replaced it. */
  replaced_by: string | null
  created_at: string
  decided_at: string | null
}

export type FileRow = {
  id: string
  brand: string
  /** Null for files uploaded by staff. */
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
  /** The key of its content, wrapped by a master key. */
  data_key: string | null
  /** When its content was destroyed, because its time was over. */
  destroyed_at: string | null
  /** What a scanner for malware said of it. Null where none was asked. */
  scan: ScanState | null
}

export type TokenRow = {
  hash: string
  brand: string
  customer_id: string
  email: string | null
  trading_login: string | null
  kyc_type: 'basic' | 'standard' | 'enhanced'
  /** The link that the token belongs to. Null for tokens requested by cTrader. */
  link_id: string | null
  /** The only thing that its session may do, as JSON. Null for no restriction. */
  scope: string | null
  created_at: string
  expires_at: string
  used_at: string | null
}

/** An audit row's place in the chain of its brand; see `lib/kyc/records/audit-chain.ts`. */
export type AuditLink = {
  /** 1 for the brand's first row. Null only for rows from before there was a chain, until the next start. */
  sequence: number | null
  /** Makes the commitment tell nothing of the content. Null once the content is destroyed. */
  salt: string | null
  /** A salted digest of the content. */
  commitment: string | null
  /** A digest of the link before, of the commitment, and of the columns that are never destroyed. */
  link: string | null
  /** Of brand, sequence and link, by the deployment's key. */
  signature: string | null
}
export type StoredAuditRow = Omit<AuditRow, 'before' | 'after'> & {
  before: string | null
  after: string | null
} & AuditLink

/** The last row of a brand's chain. */
export type AuditHeadRow = { brand: string; sequence: number; link: string }

export type JobRow = {
  id: string
  kind: string
  /** The customer concerned. Both are empty for jobs that concern nobody in particular. */
  brand: string
  customer_id: string
  /** The input of the job, as JSON. */
  input: string
  /** Unique among jobs. */
  key: string | null
  /** Jobs with the same value run one at a time, by position. Null when the order does not matter. */
  ordered_by: string | null
  position: number
  /** Attempts started so far. */
  attempts: number
  run_at: string
  /** Until when an instance has claimed it. Empty when none has. */
  claimed_until: string
  /** When it becomes a dead letter, unless it is done by then. */
  gives_up_at: string
  done_at: string | null
  /** When it became a dead letter. */
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
  /** How many codes were sent within the hour that started at `first_sent_at`. */
  sends: number
  first_sent_at: string
  sent_at: string
  verified_at: string | null
}

/** A word of a name, as a keyed digest; see `lib/kyc/records/names.ts`. */
export type ProfileNameRow = { profile_id: string; step_id: string; word: string }

/**
 * What a start finds out by whether it has the master keys of the data: `master` is the key of digests, wrapped; and there is
 * an empty key, wrapped by it, by the id of each master key that a server has used.
 */
type KeyCheckRow = { name: string; sealed: string; created_at: string }

/** What the cookie of a session cannot say of itself; see `lib/kyc/sessions.ts`. */
type SessionRow = {
  id: string
  /** The newest of its cookies that is in use. */
  renewal: number
  renewed_at: string | null
  ended_at: string | null
  changed_at: string
}
type SessionEpochRow = { customer: string; epoch: number }
/** The key that signs the audit, wrapped by a master key. */
type AuditKeyRow = { name: string; sealed: string; created_at: string }

/** How many people came how far in the screens on a day, and how many seconds they took together. */
type FunnelRow = {
  brand: string
  /** ISO 8601, in UTC. */
  day: string
  screen: FunnelScreen
  /** The code of the step; empty on a screen that shows none. */
  step: string
  stage: FunnelStage
  device: DeviceClass
  language: string
  people: number
  seconds: number
}

/** A list that people are screened against. */
export type ScreeningListRow = {
  name: string
  /** The URLs or absolute paths of its files, as JSON. */
  sources: string
  /** Why its entries are listed, where its files do not say. */
  topic: 'sanctions' | 'pep' | 'rca' | 'other' | null
  /** The version in force. Null until one was taken. */
  version_id: string | null
  /** By which the sources tell whether there is a newer one. */
  etag: string | null
  /** When its source last said that this version is the present one; of a copy that somebody made of it, when that was. */
  confirmed_at: string | null
  checked_at: string | null
  /** When a new version was refused, and why; null once one was taken since. */
  refused_at: string | null
  refusal: string | null
  created_at: string
  /** Since when nobody is screened against it any more. What was in force of it is kept. */
  removed_at: string | null
}

/** A version of a list. Its entries are in the file store, by its id. */
export type ScreeningVersionRow = {
  id: string
  list: string
  version: string
  digest: string
  published_at: string | null
  taken_at: string
  entries: number
  replaced_at: string | null
}

/** All lists as they are searched together, compiled, in the file store by its id; the newest row is in force. */
export type ScreeningIndexRow = {
  id: string
  /** The versions in it, as JSON: `ListVersion[]`. */
  versions: string
  size: number
  /** What is new or changed since the one before, as JSON: `EntryChange[]`. Null in the first one. */
  changes: string | null
  /** The last profile that was screened against these changes, how many were, and how many hits that found. */
  delta_after: string
  delta_screened: number
  delta_hits: number
  /** When all were. */
  delta_done_at: string | null
  created_at: string
}

/** Whom to look for of a profile. */
export type ScreeningSubjectRow = {
  profile_id: string
  brand: string
  /** `Subject[]`, sealed. */
  subjects: string
  /** A keyed digest of each part of it, as JSON: tells whether something changed, and what. */
  parts: string
  /** The index that the last whole screening was against, and when that was. */
  index_id: string | null
  screened_at: string | null
}

export type ScreeningRow = {
  id: string
  brand: string
  profile_id: string
  subject_digest: string
  index_id: string | null
  why: string
  /** The reviewer who asked for it. */
  asked_by: string | null
  outcome: 'clear' | 'hits' | 'failed'
  hits: number
  omitted: number
  at: string
}

/** An entry of a list that may be a customer. */
export type ScreeningHitRow = {
  id: string
  brand: string
  profile_id: string
  screening_id: string
  list: string
  entry_id: string
  entry_digest: string
  topic: 'sanctions' | 'pep' | 'rca' | 'other'
  /** As in the subject that it was found for. */
  parts: string
  /** The hit as it was found, sealed. */
  hit: string
  state: 'open' | 'true_match' | 'false_positive' | 'unsure'
  /** What changed since it was declared false, as JSON: `entry`, or parts of the person's data. */
  changed: string
  /** What the first of two reviewers decided, as JSON: state and name. */
  proposed: string | null
  /** What reviewers decided, with reasons and justifications, sealed. */
  resolutions: string | null
  /** When it was no longer found: the entry is not listed any more, or not the same. */
  gone_at: string | null
  found_at: string
  updated_at: string
  resolved_at: string | null
}

type IdempotencyRow = {
  customer: string
  key: string
  /** A digest of what was asked for; null in rows from before that was kept. */
  asked: string | null
  answer: string
  created_at: string
}

/**
 * Why deliveries do not go out: `restoring` and `moving`, while the data arrives and no server may start; `restored` and
 * `moved`, until the operator says that this copy is the one that tells. One row at most, named `deliveries`.
 */
export type PauseRow = {
  name: string
  reason: 'restoring' | 'moving' | 'restored' | 'moved'
  /** Of which backup; from or to where. */
  detail: string
  since: string
}

/** A transaction that the broker told of. */
export type TransactionRow = {
  id: string
  brand: string
  profile_id: string
  /** The broker's own. */
  transaction_id: string
  /** Among those of the customer, as they were recorded: from 1 on. */
  position: number
  /** When it happened. */
  at: string
  /** What it was, and what rules decided of it, as sealed JSON. */
  content: string
  received_at: string
}

/** What rules have to know of all transactions of a customer, as sealed JSON, and how many there are. */
type TransactionHistoryRow = { profile_id: string; count: number; summary: string }

export type AlertRow = {
  id: string
  brand: string
  profile_id: string
  kind: AlertKind
  /** The id of the rule. */
  rule: string
  state: AlertState
  /** Of transactions. */
  count: number
  /** Of the last of them. */
  last_position: number
  /** Sealed JSON. */
  evidence: string
  opened_at: string
  last_at: string
  resolved_by: string | null
  resolved_at: string | null
}

/** What a check found of a customer. It stands until it is superseded. */
export type FindingRow = {
  id: string
  brand: string
  profile_id: string
  /** Null where it is of the customer as a whole. */
  document_id: string | null
  check_id: CheckId
  check_version: number
  outcome: FindingOutcome
  severity: FindingSeverity
  code: CaseFindingCode
  field: string | null
  /** What it stands on, and where that is, as sealed JSON. */
  detail: string
  /** A keyed digest of all that the checks worked with when they came to it last. */
  inputs: string
  found_at: string
  checked_at: string
  superseded_at: string | null
}

export type Schema = {
  templates: TemplateRow
  profiles: ProfileRow
  logins: LoginRow
  steps: StepRow
  documents: DocumentRow
  files: FileRow
  tokens: TokenRow
  audit: StoredAuditRow
  audit_heads: AuditHeadRow
  audit_keys: AuditKeyRow
  jobs: JobRow
  idempotency: IdempotencyRow
  links: LinkRow
  codes: CodeRow
  profile_names: ProfileNameRow
  key_checks: KeyCheckRow
  sessions: SessionRow
  session_epochs: SessionEpochRow
  funnel: FunnelRow
  screening_lists: ScreeningListRow
  screening_versions: ScreeningVersionRow
  screening_indexes: ScreeningIndexRow
  screening_subjects: ScreeningSubjectRow
  screenings: ScreeningRow
  screening_hits: ScreeningHitRow
  pauses: PauseRow
  transactions: TransactionRow
  transaction_histories: TransactionHistoryRow
  alerts: AlertRow
  findings: FindingRow
}

export type Database = Kysely<Schema>
export type Tx = Transaction<Schema>
