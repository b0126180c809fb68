import { type Dialect, Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { createLocalFeed, createPostgresFeed, type Feed } from './feed'
import { MIGRATIONS } from './migrations'
import { createPostgresDialect } from './postgres'
import type { Database, Schema } from './schema'
import { createSqliteDialect } from './sqlite'

type Engine = {
  /** Whether an address is one of its own; the first that says so is taken. */
  readonly takes: (url: string) => boolean
  readonly createDialect: (url: string) => Dialect
  readonly createFeed: (url: string) => Feed | Promise<Feed>
}

const ENGINES = {
  Postgres: {
    takes: (url) => /^postgres(ql)?:\/\//.test(url),
    createDialect: createPostgresDialect,
    createFeed: createPostgresFeed,
  },
  SQLite: { takes: () => true, createDialect: createSqliteDialect, createFeed: createLocalFeed },
} as const satisfies Record<string, Engine>
/** The databases that this runs on. Everything is tested on each. */
export type DatabaseName = keyof typeof ENGINES

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
  const engine: Engine = Object.values(ENGINES).find(({ takes }) => takes(url)) ?? ENGINES.SQLite
  const db: Database = new Kysely<Schema>({
    dialect: engine.createDialect(url),
    ...(onStatement && { log: ({ query }) => onStatement(query.sql) }),
  })
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } }).migrateToLatest()
  if (error) {
    await db.destroy()
    throw error
  }
  return { db, feed: await engine.createFeed(url) }
}
