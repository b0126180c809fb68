import { Kysely, type Transaction } from 'kysely'
import { Migrator } from 'kysely/migration'
import type { DocumentSide, DocumentType } from '@/lib/contract/documents'
import type { AuditRow, ReasonCode } from '@/lib/contract/manager'
import { MIGRATIONS } from './migrations'
import { createSqliteDialect } from './sqlite'

/** Rows as they are stored: times as ISO 8601 in UTC, booleans as 0 and 1, JSON and sealed texts as text. */

type TemplateRow = {
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
  email: string | null
  trading_login: string | null
  version: number
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
  submitted_at: string | null
  decided_at: string | null
  created_at: string
  updated_at: string
}

export type DocumentRow = {
  id: string
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

type TokenRow = {
  hash: string
  brand: string
  customer_id: string
  email: string | null
  trading_login: string | null
  kyc_type: 'basic' | 'standard' | 'enhanced'
  created_at: string
  expires_at: string
  used_at: string | null
}

type StoredAuditRow = Omit<AuditRow, 'before' | 'after'> & { before: string | null; after: string | null }

export type OutboxRow = {
  id: string
  kind: string
  brand: string
  customer_id: string
  body: string
  attempts: number
  next_attempt_at: string
  delivered_at: string | null
  last_error: string | null
  created_at: string
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
  outbox: OutboxRow
  idempotency: IdempotencyRow
}

export type Database = Kysely<Schema>
export type Tx = Transaction<Schema>

/** Opens the SQLite database at `path`, and brings it to the present schema. */
export async function openDatabase(path: string): Promise<Database> {
  const db: Database = new Kysely<Schema>({ dialect: createSqliteDialect(path) })
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } }).migrateToLatest()
  if (error) {
    await db.destroy()
    throw error
  }
  return db
}
