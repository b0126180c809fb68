import { type Kysely, sql } from 'kysely'

/**
 * What a session's cookie cannot say of itself: that it has ended, or that a newer one is in use. Sessions of which nothing
 * is known are as their cookies say.
 */
export async function addSessions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('sessions')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('renewal', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('renewed_at', 'text')
    .addColumn('ended_at', 'text')
    .addColumn('changed_at', 'text', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('sessions_changed').on('sessions').column('changed_at').execute()
  await db.schema
    .createTable('session_epochs')
    .addColumn('customer', 'text', (column) => column.primaryKey())
    .addColumn('epoch', 'integer', (column) => column.notNull().defaultTo(sql`1`))
    .execute()
}
