import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { DIRECTIONS } from '@/lib/contract/risk/transaction-rules'
import { decisionSchema, type TransactionInput, type TransactionRecord } from '@/lib/contract/risk/transactions'
import type { Database, ProfileRow, TransactionRow, Tx } from '@/lib/database/schema'
import type { Owner, Sealer } from '@/lib/files/sealer'
import { unitsOf } from '../../rules/risk/convert'
import type { Movement } from '../../rules/risk/transaction-alerts'
import { openJson, ownerOf, sealJson } from '../sealed'

/** What of a transaction is sealed: all but whose it is, its id and its time, by which it is found. */
const contentSchema = z.strictObject({
  amount: z.string(),
  currency: z.string(),
  direction: z.enum(DIRECTIONS),
  counterparty_country: z.string().nullable(),
  method: z.string().nullable(),
  decision: decisionSchema,
})
export type TransactionContent = z.infer<typeof contentSchema>

/** The content of a transaction. Null where it is damaged. */
export function openTransaction(row: TransactionRow, owner: Owner, sealer: Sealer): TransactionContent | null {
  return openJson(contentSchema, row.content, owner, ['transactions', 'content', row.id], sealer)
}

/** Records a transaction with what was decided of it. @param position among those of the customer, as they were recorded. */
export function transactionRow(
  profile: ProfileRow,
  { id: transaction_id, customer_id: _, time, ...content }: TransactionInput,
  decision: TransactionContent['decision'],
  position: number,
  sealer: Sealer,
  now: string,
): TransactionRow {
  const id = uuid()
  const sealed = sealJson({ ...content, decision }, ownerOf(profile), ['transactions', 'content', id], sealer)
  return {
    ...{ id, brand: profile.brand, profile_id: profile.id, transaction_id, position, at: time },
    ...{ content: sealed, received_at: now },
  }
}

/** A transaction as rules look at it. @param time ISO 8601 in UTC. */
export function movementOf(
  time: string,
  { amount, currency, direction, counterparty_country: country }: Omit<TransactionContent, 'method' | 'decision'>,
): Movement {
  return { at: Date.parse(time), units: unitsOf(amount), currency, direction, country }
}

/**
 * A customer's transactions of a time, both ends included, in the order of their times, without damaged ones.
 * @param from in milliseconds, as is `to`.
 */
export async function movementsBetween(
  db: Database | Tx,
  profile: ProfileRow,
  sealer: Sealer,
  from: number,
  to: number,
): Promise<Movement[]> {
  const rows = await db
    .selectFrom('transactions')
    .selectAll()
    .where('profile_id', '=', profile.id)
    .where('at', '>=', new Date(from).toISOString())
    .where('at', '<=', new Date(to).toISOString())
    .orderBy('at')
    .orderBy('position')
    .execute()
  const owner = ownerOf(profile)
  return rows.flatMap((row) => {
    const content = openTransaction(row, owner, sealer)
    return content ? [movementOf(row.at, content)] : []
  })
}

const PAGE = 1_000

/** All transactions of a customer as they were recorded. */
export async function* transactionsInOrder(db: Database | Tx, profileId: string): AsyncGenerator<TransactionRow> {
  let after = 0
  for (;;) {
    const rows = await db
      .selectFrom('transactions')
      .selectAll()
      .where('profile_id', '=', profileId)
      .where('position', '>', after)
      .orderBy('position')
      .limit(PAGE)
      .execute()
    yield* rows
    const last = rows.at(-1)
    if (rows.length < PAGE || !last) return
    after = last.position
  }
}

/** What rules have to know of all transactions of a customer, however long ago. */
const summarySchema = z.strictObject({
  /** In milliseconds. */
  first_deposit: z.number().nullable(),
  countries: z.array(z.string()),
})
export type HistorySummary = z.infer<typeof summarySchema> & { count: number }

/** Null where what is kept of them is damaged. */
export async function readSummary(
  db: Database | Tx,
  profile: ProfileRow,
  sealer: Sealer,
): Promise<HistorySummary | null> {
  const row = await db
    .selectFrom('transaction_histories')
    .selectAll()
    .where('profile_id', '=', profile.id)
    .executeTakeFirst()
  if (!row) return { count: 0, first_deposit: null, countries: [] }
  const place = ['transaction_histories', 'summary', profile.id] as const
  const opened = openJson(summarySchema, row.summary, ownerOf(profile), place, sealer)
  return opened && { ...opened, count: row.count }
}

export async function writeSummary(
  tx: Tx,
  profile: ProfileRow,
  { count, ...rest }: HistorySummary,
  sealer: Sealer,
): Promise<void> {
  const place = ['transaction_histories', 'summary', profile.id] as const
  const summary = sealJson(rest, ownerOf(profile), place, sealer)
  await tx
    .insertInto('transaction_histories')
    .values({ profile_id: profile.id, count, summary })
    .onConflict((conflict) => conflict.column('profile_id').doUpdateSet({ count, summary }))
    .execute()
}

/** Maps a row to the manager's API. */
export function toTransaction(row: TransactionRow, profile: ProfileRow, sealer: Sealer): TransactionRecord {
  const { transaction_id: id, at: time, received_at } = row
  const content = openTransaction(row, ownerOf(profile), sealer)
  const shown = content ?? {
    ...{ amount: '', currency: '', direction: 'in' as const, counterparty_country: null, method: null, decision: null },
    damaged: true as const,
  }
  return { id, customer_id: profile.customer_id, ...shown, time, received_at }
}
