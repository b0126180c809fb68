import type { Kysely } from 'kysely'

/** Templates say where their steps come among the others. Those of before have no say: the level decides, then the age. */
export async function addPositions(db: Kysely<unknown>): Promise<void> {
  for (const table of ['templates', 'steps'])
    await db.schema
      .alterTable(table)
      .addColumn('position', 'integer', (column) => column.notNull().defaultTo(0))
      .execute()
}
