import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Append-only: what has been released is never changed, only followed. Names sort in order. */
export const MIGRATIONS: Record<string, Migration> = {
  '001_core': { up: createCore },
  '002_copies': { up: forCopies },
  '003_decisions': { up: forDecisions },
  '004_letters': { up: forLetters },
  '005_codes': { up: forCodes },
  '006_capture': { up: forCapture },
}

async function createCore(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('templates')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('brand', 'text', (column) => column.notNull())
    .addColumn('code', 'text', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('level', 'integer', (column) => column.notNull())
    .addColumn('required', 'integer', (column) => column.notNull())
    .addColumn('active', 'integer', (column) => column.notNull())
    .addColumn('form_schema', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .addColumn('deleted_at', 'text')
    .execute()
  await db.schema.createIndex('templates_by_brand').on('templates').columns(['brand', 'code']).execute()

  await db.schema
    .createTable('profiles')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('brand', 'text', (column) => column.notNull())
    .addColumn('customer_id', 'text', (column) => column.notNull())
    .addColumn('status', 'integer', (column) => column.notNull())
    .addColumn('level', 'integer', (column) => column.notNull())
    .addColumn('required_level', 'integer', (column) => column.notNull())
    .addColumn('risk_level', 'integer', (column) => column.notNull())
    .addColumn('email', 'text')
    .addColumn('trading_login', 'text')
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .addColumn('approved_at', 'text')
    .addUniqueConstraint('profiles_by_customer', ['brand', 'customer_id'])
    .execute()

  await db.schema
    .createTable('steps')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('profile_id', 'text', (column) => column.notNull().references('profiles.id'))
    .addColumn('template_id', 'text', (column) => column.notNull())
    .addColumn('template_version', 'integer', (column) => column.notNull())
    .addColumn('code', 'text', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('level', 'integer', (column) => column.notNull())
    .addColumn('required', 'integer', (column) => column.notNull())
    .addColumn('form_schema', 'text', (column) => column.notNull())
    .addColumn('status', 'integer', (column) => column.notNull())
    .addColumn('answers', 'text')
    .addColumn('draft', 'text')
    .addColumn('reason_code', 'text')
    .addColumn('reject_type', 'text')
    .addColumn('submitted_at', 'text')
    .addColumn('decided_at', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('steps_by_profile').on('steps').column('profile_id').execute()

  await db.schema
    .createTable('files')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('brand', 'text', (column) => column.notNull())
    .addColumn('customer_id', 'text')
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('content_type', 'text', (column) => column.notNull())
    .addColumn('size', 'integer', (column) => column.notNull())
    .addColumn('checksum', 'text', (column) => column.notNull())
    .addColumn('extension', 'text', (column) => column.notNull())
    .addColumn('width', 'integer')
    .addColumn('height', 'integer')
    .addColumn('pages', 'integer')
    .addColumn('quality', 'text', (column) => column.notNull())
    .addColumn('uploaded_by', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute()

  await db.schema
    .createTable('documents')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('profile_id', 'text', (column) => column.notNull().references('profiles.id'))
    .addColumn('step_id', 'text', (column) => column.references('steps.id'))
    .addColumn('field', 'text')
    .addColumn('file_id', 'text', (column) => column.notNull().references('files.id'))
    .addColumn('document_type', 'text', (column) => column.notNull())
    .addColumn('side', 'text', (column) => column.notNull())
    .addColumn('country', 'text')
    .addColumn('status', 'integer', (column) => column.notNull())
    .addColumn('file_name', 'text', (column) => column.notNull())
    .addColumn('content_type', 'text', (column) => column.notNull())
    .addColumn('file_size', 'integer', (column) => column.notNull())
    .addColumn('checksum', 'text', (column) => column.notNull())
    .addColumn('reason_code', 'text')
    .addColumn('reject_type', 'text')
    .addColumn('replaced_by', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('decided_at', 'text')
    .execute()
  await db.schema.createIndex('documents_by_profile').on('documents').column('profile_id').execute()

  await db.schema
    .createTable('tokens')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('brand', 'text', (column) => column.notNull())
    .addColumn('customer_id', 'text', (column) => column.notNull())
    .addColumn('email', 'text')
    .addColumn('trading_login', 'text')
    .addColumn('kyc_type', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'text', (column) => column.notNull())
    .addColumn('used_at', 'text')
    .execute()

  await db.schema
    .createTable('audit')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('brand', 'text', (column) => column.notNull())
    .addColumn('customer_id', 'text')
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('entity', 'text', (column) => column.notNull())
    .addColumn('entity_id', 'text', (column) => column.notNull())
    .addColumn('before', 'text')
    .addColumn('after', 'text')
    .addColumn('comment', 'text')
    .execute()
  await db.schema.createIndex('audit_by_customer').on('audit').columns(['brand', 'customer_id']).execute()

  await db.schema
    .createTable('outbox')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('brand', 'text', (column) => column.notNull())
    .addColumn('customer_id', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('next_attempt_at', 'text', (column) => column.notNull())
    .addColumn('delivered_at', 'text')
    .addColumn('last_error', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('outbox_due').on('outbox').columns(['delivered_at', 'next_attempt_at']).execute()

  await db.schema
    .createTable('idempotency')
    .addColumn('customer', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('answer', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('idempotency_key', ['customer', 'key'])
    .execute()
}

/** What several copies of the app need: who delivers a row, in which order, and what can be served from memory. */
async function forCopies(db: Kysely<unknown>): Promise<void> {
  const addToOutbox = (name: string, type: 'integer' | 'text', initial: number | string) =>
    db.schema
      .alterTable('outbox')
      .addColumn(name, type, (column) => column.notNull().defaultTo(initial))
      .execute()
  await addToOutbox('position', 'integer', 0)
  await addToOutbox('claimed_until', 'text', '')
  await addToOutbox('expires_at', 'text', '9999')
  await db.schema.alterTable('outbox').addColumn('dead_at', 'text').execute()
  await db.schema
    .alterTable('profiles')
    .addColumn('drafts', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
}

/** What decisions need: risk, the second manager, the day on which an approval lapses. */
async function forDecisions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('profiles')
    .addColumn('risk_by_hand', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  for (const name of ['expires_on', 'approved_by', 'confirmed_by'])
    await db.schema.alterTable('steps').addColumn(name, 'text').execute()
  await db.schema.createIndex('steps_by_expiry').on('steps').columns(['status', 'expires_on']).execute()
}

/** What writing to customers needs: their language, and links that are good once. */
async function forLetters(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('profiles').addColumn('language', 'text').execute()
  await db.schema.alterTable('tokens').addColumn('link_id', 'text').execute()
  await db.schema.createIndex('tokens_by_link').on('tokens').column('link_id').execute()
  await db.schema
    .createTable('links')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('brand', 'text', (column) => column.notNull())
    .addColumn('customer_id', 'text', (column) => column.notNull())
    .addColumn('created_by', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'text', (column) => column.notNull())
    .addColumn('revoked_at', 'text')
    .execute()
}

/** The codes with which people prove their addresses: one at a time for a field of a step. */
async function forCodes(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('codes')
    .addColumn('step_id', 'text', (column) => column.notNull().references('steps.id'))
    .addColumn('field', 'text', (column) => column.notNull())
    .addColumn('address', 'text', (column) => column.notNull())
    .addColumn('code', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'text', (column) => column.notNull())
    .addColumn('tries', 'integer', (column) => column.notNull())
    .addColumn('sends', 'integer', (column) => column.notNull())
    .addColumn('first_sent_at', 'text', (column) => column.notNull())
    .addColumn('sent_at', 'text', (column) => column.notNull())
    .addColumn('verified_at', 'text')
    .addPrimaryKeyConstraint('codes_by_field', ['step_id', 'field'])
    .execute()
}

/** What the machine saw in a document, for the reviewer; the way to a file that is known already; uploads at a phone. */
async function forCapture(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('documents').addColumn('quality', 'text').execute()
  await db.schema
    .alterTable('documents')
    .addColumn('signals', 'text', (column) => column.notNull().defaultTo('[]'))
    .execute()
  await db.schema.alterTable('documents').addColumn('reading', 'text').execute()
  await db.schema.alterTable('documents').addColumn('mrz', 'text').execute()
  await db.schema.createIndex('documents_to_read').on('documents').column('reading').execute()
  await db.schema.alterTable('tokens').addColumn('scope', 'text').execute()
  await db.schema.createIndex('documents_by_checksum').on('documents').column('checksum').execute()
}
