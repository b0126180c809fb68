import type { Kysely } from 'kysely'

/** How far people came in the screens, by day: numbers, of nobody in particular. */
export async function addFunnel(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('funnel')
    .addColumn('brand', 'text', (column) => column.notNull())
    .addColumn('day', 'text', (column) => column.notNull())
    .addColumn('screen', 'text', (column) => column.notNull())
    .addColumn('step', 'text', (column) => column.notNull())
    .addColumn('stage', 'text', (column) => column.notNull())
    .addColumn('device', 'text', (column) => column.notNull())
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('people', 'integer', (column) => column.notNull())
    .addColumn('seconds', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('funnel_pk', ['brand', 'day', 'screen', 'step', 'stage', 'device', 'language'])
    .execute()
  await db.schema.createIndex('funnel_day').on('funnel').column('day').execute()
}
