import { KycError } from '@/lib/contract/errors'

/** Lists go by id, which sorts by time (uuid v7): a cursor is the last id of the page before. */
export type Page<Item> = { items: Item[]; next_cursor: string | null }

/** The id that a cursor stands for; undefined for the first page. Throws VALIDATION_FAILED for one that is not ours. */
export function afterId(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined
  const id = Buffer.from(cursor, 'base64url').toString('utf8')
  if (/^[0-9a-f-]{36}$/.test(id)) return id
  throw new KycError('VALIDATION_FAILED', {
    faults: [{ path: 'cursor', code: 'invalid_cursor', message: 'Not a cursor of this list' }],
  })
}

/** A page out of `limit + 1` rows: the one too many tells that there is a next page. */
export function pageOf<Row extends { id: string }, Item>(
  rows: Row[],
  limit: number,
  toItem: (row: Row) => Item,
): Page<Item> {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return {
    items: items.map(toItem),
    next_cursor: rows.length > limit && last ? Buffer.from(last.id).toString('base64url') : null,
  }
}
