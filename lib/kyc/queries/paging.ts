import { KycError } from '@/lib/contract/errors'

/** Most lists are sorted by id, which sorts by time (UUID v7). Their cursor is the last id of the previous page. */
export type Page<Item> = { items: Item[]; next_cursor: string | null }

/** Decodes a cursor to an id. Undefined for the first page. Throws VALIDATION_FAILED for an invalid cursor. */
export function afterId(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined
  const id = Buffer.from(cursor, 'base64url').toString('utf8')
  if (/^[0-9a-f-]{36}$/.test(id)) return id
  throw invalidCursor()
}

/** The column and direction of a sort; a minus means descending. */
export function orderOf<Column extends string>(sort: Column | `-${Column}`) {
  const descending = sort.startsWith('-')
  return {
    column: sort.replace('-', '') as Column,
    direction: descending ? ('desc' as const) : ('asc' as const),
    beyond: descending ? ('<' as const) : ('>' as const),
  }
}

/** The cursor of a list sorted by a column: the value of the last row, and its id to break ties. */
export function writeCursor(value: string, id: string): string {
  return Buffer.from(`${value} ${id}`).toString('base64url')
}

/** Decodes a cursor from `writeCursor`. Throws VALIDATION_FAILED for anything else. */
export function readCursor(cursor: string): { value: string; id: string } {
  const [value = '', id = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ')
  if (/^[0-9TZ:.-]{1,30}$/.test(value) && /^[0-9a-f-]{36}$/.test(id)) return { value, id }
  throw invalidCursor()
}

function invalidCursor(): KycError {
  return new KycError('VALIDATION_FAILED', {
    faults: [{ path: 'cursor', code: 'invalid_cursor', message: 'Not a cursor of this list' }],
  })
}

/** Builds a page from up to `limit + 1` rows: an extra row means that there is a next page. */
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
