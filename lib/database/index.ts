import { type Dialect, Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { createLocalFeed, createPostgresFeed, type Feed } from './feed'
import { MIGRATIONS } from './migrations'
import { createPostgresDialect, isPostgres } from './postgres'
import type { Database, Schema } from './schema'
import { createSqliteDialect } from './sqlite'
import { refusingWhenUnavailable } from './unavailable'

type Engine = {
  /** Whether a URL is for this engine. The first engine that accepts it is used. */
  readonly accepts: (url: string) => boolean
  readonly createDialect: (url: string) => Dialect
  readonly createFeed: (url: string) => Feed | Promise<Feed>
}

const ENGINES = {
  Postgres: {
    accepts: isPostgres,
    createDialect: createPostgresDialect,
    createFeed: createPostgresFeed,
  },
  SQLite: { accepts: () => true, createDialect: createSqliteDialect, createFeed: createLocalFeed },
} as const satisfies Record<string, Engine>
/** The supported databases. Everything is tested on each. */
export type DatabaseName = keyof typeof ENGINES

/** The newest migration: what a database of this version has. */
export const SCHEMA = Object.keys(MIGRATIONS).sort().at(-1) ?? ''

/** Whether a database whose newest migration this is can be opened by this version. */
export function isKnownSchema(migration: string): boolean {
  return Object.hasOwn(MIGRATIONS, migration)
}

/**
 * Opens the database and migrates it to the current schema. Instances that start together wait for each other.
 * @param url `postgres://…`, or the path of an SQLite file.
 * @param onStatement called with each statement that runs.
 * @returns the database, and the feed of changes committed to it.
 */
export async function openDatabase(
  url: string,
  onStatement?: (sql: string) => void,
): Promise<{ db: Database; feed: Feed }> {
  const engine: Engine = Object.values(ENGINES).find(({ accepts }) => accepts(url)) ?? ENGINES.SQLite
  const db: Database = new Kysely<Schema>({
    dialect: refusingWhenUnavailable(engine.createDialect(url)),
    ...(onStatement && { log: ({ query }) => onStatement(query.sql) }),
  })
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } }).migrateToLatest()
  if (error) {
    await db.destroy()
    throw error
  }
  return { db, feed: await engine.createFeed(url) }
}
