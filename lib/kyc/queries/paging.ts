import { KycError } from '@/lib/contract/errors'

/** Most lists go by id, which sorts by time (uuid v7): a cursor is the last id of the page before. */
export type Page<Item> = { items: Item[]; next_cursor: string | null }

/** The id that a cursor stands for; undefined for the first page. Throws VALIDATION_FAILED for one that is not ours. */
export function afterId(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined
  const id = Buffer.from(cursor, 'base64url').toString('utf8')
  if (/^[0-9a-f-]{36}$/.test(id)) return id
  throw notACursor()
}

type Sort = 'created_at' | '-created_at' | 'updated_at' | '-updated_at'

/** The column of a sort, and which way it goes; a minus turns it round. */
export function orderOf(sort: Sort) {
  const descending = sort.startsWith('-')
  return {
    column: sort.replace('-', '') as 'created_at' | 'updated_at',
    direction: descending ? ('desc' as const) : ('asc' as const),
    beyond: descending ? ('<' as const) : ('>' as const),
  }
}

/** A cursor of a list that is sorted by a value: the last row's, and its id, for rows that share it. */
export function writeCursor(value: string, id: string): string {
  return Buffer.from(`${value} ${id}`).toString('base64url')
}

/** What `writeCursor` wrote. Throws VALIDATION_FAILED for anything else. */
export function readCursor(cursor: string): { value: string; id: string } {
  const [value = '', id = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ')
  if (/^[0-9TZ:.-]{1,30}$/.test(value) && /^[0-9a-f-]{36}$/.test(id)) return { value, id }
  throw notACursor()
}

function notACursor(): KycError {
  return new KycError('VALIDATION_FAILED', {
    faults: [{ path: 'cursor', code: 'invalid_cursor', message: 'Not a cursor of this list' }],
  })
}

/** A page out of `limit + 1` rows: the one too many tells that there is a next page. */
export function pageOf<Row extends { id: string }, Item>(
  rows: Row[],
  limit: number,
  toItem: (row: Row) => Item,
  cursorOf: (row: Row) => string = ({ id }) => Buffer.from(id).toString('base64url'),
): Page<Item> {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items: items.map(toItem), next_cursor: rows.length > limit && last ? cursorOf(last) : null }
}
