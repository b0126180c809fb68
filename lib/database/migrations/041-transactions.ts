import type { Kysely } from 'kysely'

/** The transactions of customers, what rules have to know of all of them, and the alerts that come of it. */
export async function addTransactions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('transactions')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('brand', 'text', (column) => column.notNull())
    .addColumn('profile_id', 'text', (column) => column.notNull())
    .addColumn('transaction_id', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('received_at', 'text', (column) => column.notNull())
    .execute()
  const index = (name: string, table: string, columns: string[]) =>
    db.schema.createIndex(name).on(table).columns(columns)
  await index('transactions_once', 'transactions', ['brand', 'transaction_id']).unique().execute()
  await index('transactions_in_order', 'transactions', ['profile_id', 'position']).unique().execute()
  await index('transactions_by_time', 'transactions', ['profile_id', 'at']).execute()
  await db.schema
    .createTable('transaction_histories')
    .addColumn('profile_id', 'text', (column) => column.primaryKey())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addColumn('summary', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('alerts')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('brand', 'text', (column) => column.notNull())
    .addColumn('profile_id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('rule', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addColumn('last_position', 'integer', (column) => column.notNull())
    .addColumn('evidence', 'text', (column) => column.notNull())
    .addColumn('opened_at', 'text', (column) => column.notNull())
    .addColumn('last_at', 'text', (column) => column.notNull())
    .addColumn('resolved_by', 'text')
    .addColumn('resolved_at', 'text')
    .execute()
  await index('alerts_of_profile', 'alerts', ['profile_id', 'rule']).execute()
  await index('alerts_by_state', 'alerts', ['brand', 'state', 'id']).execute()
  await index('alerts_of_brand', 'alerts', ['brand', 'id']).execute()
}
