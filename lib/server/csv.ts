import 'server-only'

/** A spreadsheet takes a cell that begins so for a formula, in some languages also with the wide signs. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/

/** A row of CSV (RFC 4180). Text that a spreadsheet would run begins with an apostrophe, which it shows as text. */
export function csvRow(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`
}

function cellOf(cell: string | number | null): string {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell)
  const text = FORMULA.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
