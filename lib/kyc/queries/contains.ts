import { type RawBuilder, sql } from 'kysely'

/** Whether a column contains this text, in any case. Reads every row that the other conditions leave. */
export function contains(column: string, text: string): RawBuilder<boolean> {
  const pattern = `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
  return sql<boolean>`lower(${sql.ref(column)}) like ${pattern} escape '\\'`
}
