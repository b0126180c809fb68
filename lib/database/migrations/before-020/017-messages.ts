import type { Kysely } from 'kysely'

/** What a reviewer wrote to the customer with a rejection, sealed. */
export async function addMessages(db: Kysely<unknown>): Promise<void> {
  for (const table of ['steps', 'documents']) await db.schema.alterTable(table).addColumn('message', 'text').execute()
}
