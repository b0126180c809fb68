import type { Kysely } from 'kysely'

/**
 * For several instances of the app: claims and order of deliveries, and a counter that tells when cached profiles are
 * stale.
 */
export async function addInstances(db: Kysely<unknown>): Promise<void> {
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
