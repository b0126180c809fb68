import { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { createLocalFeed, createPostgresFeed, type Feed } from './feed'
import { MIGRATIONS } from './migrations'
import { createPostgresDialect } from './postgres'
import type { Database, Schema } from './schema'
import { createSqliteDialect } from './sqlite'

const IS_POSTGRES = /^postgres(ql)?:\/\//

/**
 * Opens the database and brings it to the present schema; instances that start together wait for one another.
 * @param url `postgres://…`, or the path of an SQLite file.
 * @param onStatement told of each statement that is run.
 * @returns the database, and the feed of what is committed to it.
 */
export async function openDatabase(
  url: string,
  onStatement?: (sql: string) => void,
): Promise<{ db: Database; feed: Feed }> {
  const isPostgres = IS_POSTGRES.test(url)
  const db: Database = new Kysely<Schema>({
    dialect: isPostgres ? createPostgresDialect(url) : createSqliteDialect(url),
    ...(onStatement && { log: ({ query }) => onStatement(query.sql) }),
  })
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } }).migrateToLatest()
  if (error) {
    await db.destroy()
    throw error
  }
  return { db, feed: isPostgres ? await createPostgresFeed(url) : createLocalFeed() }
}
