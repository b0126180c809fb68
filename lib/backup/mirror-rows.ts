import type { Kysely } from 'kysely'
import type { Database, Schema, Tx } from '@/lib/database/schema'

/**
 * Makes one database hold exactly the rows of another, of either engine: it compares them row by row and changes what
 * differs. So it may be ended anywhere and begun again, and a pass that finds nothing is the proof.
 */

/** Whether deliveries go out is said of each copy by itself. */
type Mirrored = Exclude<keyof Schema, 'pauses'>

/** The key of each table; a table comes behind those that it refers to. */
const KEYS = {
  templates: ['id'],
  profiles: ['id'],
  files: ['id'],
  steps: ['id'],
  documents: ['id'],
  logins: ['profile_id', 'trading_login'],
  codes: ['step_id', 'field'],
  profile_names: ['step_id', 'word'],
  tokens: ['hash'],
  links: ['id'],
  audit: ['id'],
  audit_heads: ['brand'],
  audit_keys: ['name'],
  key_checks: ['name'],
  jobs: ['id'],
  idempotency: ['customer', 'key'],
  sessions: ['id'],
  session_epochs: ['customer'],
  funnel: ['brand', 'day', 'screen', 'step', 'stage', 'device', 'language'],
  screening_lists: ['name'],
  screening_versions: ['id'],
  screening_indexes: ['id'],
  screening_subjects: ['profile_id'],
  screenings: ['id'],
  screening_hits: ['id'],
  transactions: ['id'],
  transaction_histories: ['profile_id'],
  alerts: ['id'],
  findings: ['id'],
} as const satisfies { [Table in Mirrored]: readonly [keyof Schema[Table], ...(keyof Schema[Table])[]] }
const TABLES = Object.keys(KEYS) as Mirrored[]

const BATCH = 250

type Row = Record<string, string | number | null>
type Tables = Kysely<Record<string, Row>>
type Source = Database | Tx
/** How many rows of each table. */
export type RowCounts = Record<string, number>
/** What a pass has changed. */
export type Changed = { removed: number; updated: number; inserted: number }

/** Every row of every table that a backup has. */
export async function countRows(db: Source): Promise<RowCounts> {
  const counts: RowCounts = {}
  for (const table of TABLES) {
    const { count } = await tablesOf(db)
      .selectFrom(table)
      .select(({ fn }) => fn.countAll().as('count'))
      .executeTakeFirstOrThrow()
    counts[table] = Number(count)
  }
  return counts
}

export async function isEmptyDatabase(db: Source): Promise<boolean> {
  return Object.values(await countRows(db)).every((count) => count === 0)
}

/**
 * One pass: what is gone is removed, what differs updated, what is missing inserted.
 * @param from a database that nobody writes, or a snapshot.
 */
export async function mirrorRows(from: Source, to: Database): Promise<Changed> {
  const changed: Changed = { removed: 0, updated: 0, inserted: 0 }
  for (const table of TABLES.toReversed()) changed.removed += await removeGone(from, to, table)
  for (const table of TABLES) changed.updated += await updateDifferent(from, to, table)
  for (const table of TABLES) changed.inserted += await insertMissing(from, to, table)
  return changed
}

/** How many rows are in one database and not, or not as they are there, in the other. Nothing is changed. */
export async function countDifferences(from: Source, to: Source): Promise<number> {
  let different = 0
  for (const table of TABLES) {
    for await (const { rows, others } of pairs(from, to, table))
      different += rows.filter((row) => !isSame(row, others.get(keyOf(table, row)))).length
    for await (const { rows, others } of pairs(to, from, table))
      different += rows.filter((row) => !others.has(keyOf(table, row))).length
  }
  return different
}

async function removeGone(from: Source, to: Database, table: Mirrored): Promise<number> {
  let removed = 0
  for await (const { rows, others } of pairs(to, from, table)) {
    const gone = rows.filter((row) => !others.has(keyOf(table, row)))
    await write(to, gone, (tx, row) => whereKey(tx.deleteFrom(table), table, row).execute())
    removed += gone.length
  }
  return removed
}

async function updateDifferent(from: Source, to: Database, table: Mirrored): Promise<number> {
  let updated = 0
  for await (const { rows, others } of pairs(from, to, table)) {
    const different = rows.filter((row) => {
      const other = others.get(keyOf(table, row))
      return other !== undefined && !isSame(row, other)
    })
    await write(to, different, (tx, row) => whereKey(tx.updateTable(table).set(row), table, row).execute())
    updated += different.length
  }
  return updated
}

async function insertMissing(from: Source, to: Database, table: Mirrored): Promise<number> {
  let inserted = 0
  for await (const { rows, others } of pairs(from, to, table)) {
    const missing = rows.filter((row) => !others.has(keyOf(table, row)))
    if (missing.length === 0) continue
    await tablesOf(to).insertInto(table).values(missing).execute()
    inserted += missing.length
  }
  return inserted
}

async function write(to: Database, rows: readonly Row[], run: (tx: Tables, row: Row) => Promise<unknown>) {
  if (rows.length === 0) return
  await to.transaction().execute(async (tx) => {
    for (const row of rows) await run(tablesOf(tx), row)
  })
}

/** All rows of a table in batches, each with those of another database that have the same keys. */
async function* pairs(of: Source, other: Source, table: Mirrored) {
  let last: Row | undefined
  for (;;) {
    const rows = await after(of, table, last)
    if (rows.length === 0) return
    yield { rows, others: await sameKeys(other, table, rows) }
    last = rows.at(-1)
  }
}

/** The rows that come after one, in the order of their key. */
function after(db: Source, table: Mirrored, last: Row | undefined): Promise<Row[]> {
  const columns = columnsOf(table)
  const ordered = columns.reduce(
    (query, column) => query.orderBy(column),
    tablesOf(db).selectFrom(table).selectAll().limit(BATCH),
  )
  if (!last) return ordered.execute()
  const beyond = ordered.where(({ eb, or, and }) =>
    or(
      columns.map((column, at) =>
        and([
          ...columns.slice(0, at).map((before) => eb(before, '=', last[before] ?? null)),
          eb(column, '>', last[column] ?? null),
        ]),
      ),
    ),
  )
  return beyond.execute()
}

async function sameKeys(db: Source, table: Mirrored, rows: readonly Row[]): Promise<Map<string, Row>> {
  const columns = columnsOf(table)
  const [only, ...others] = columns
  const query = tablesOf(db).selectFrom(table).selectAll()
  const found =
    only !== undefined && others.length === 0
      ? query.where(only, 'in', [...rows.map((row) => row[only] ?? null)])
      : query.where(({ eb, or, and }) =>
          or(rows.map((row) => and(columns.map((column) => eb(column, '=', row[column] ?? null))))),
        )
  return new Map((await found.execute()).map((row) => [keyOf(table, row), row]))
}

type Filtered<Self> = { where: (column: string, operator: '=', value: Row[string]) => Self }

function whereKey<Query extends Filtered<Query>>(query: Query, table: Mirrored, row: Row): Query {
  return columnsOf(table).reduce((narrowed, column) => narrowed.where(column, '=', row[column] ?? null), query)
}

function columnsOf(table: Mirrored): readonly string[] {
  return KEYS[table]
}

function keyOf(table: Mirrored, row: Row): string {
  return JSON.stringify(columnsOf(table).map((column) => row[column]))
}

function isSame(row: Row, other: Row | undefined): boolean {
  return other !== undefined && Object.keys(row).every((column) => isEqual(row[column], other[column]))
}

/** Postgres gives the largest integers as text. */
function isEqual(one: Row[string] | undefined, other: Row[string] | undefined): boolean {
  return one === other || (one != null && other != null && String(one) === String(other))
}

/** Tables by name: what is done to all of them is the same. */
function tablesOf(db: Source): Tables {
  return db as unknown as Tables
}
