import { describe, expect, it } from 'vitest'
import { NAUGHTY } from '@/lib/testing/naughty-strings'
import { csvRow } from './csv'

describe('a row of CSV', () => {
  it.each([
    ['=HYPERLINK("http://evil")', `"'=HYPERLINK(""http://evil"")"`],
    ['+1', `'+1`],
    ['-1', `'-1`],
    ['@SUM(A1)', `'@SUM(A1)`],
    ['\t=1', `'\t=1`],
    ['\r=1', `"'\r=1"`],
    ['a "word", and\nmore', '"a ""word"", and\nmore"'],
    ['plain = text', 'plain = text'],
    [7, '7'],
    [null, ''],
  ])('runs nothing in a spreadsheet, and keeps its cells apart: %j', (cell, written) => {
    expect(csvRow([cell, 'next'])).toBe(`${written},next\r\n`)
  })
  it('gives back whatever stands in a cell, in its cell, and nothing of it is a formula', () => {
    for (const [kind, text] of NAUGHTY) {
      const cells = cellsOf(csvRow([text, 'next']))
      const defused = cells[0] ?? ''
      expect([kind, text, cells.length, cells[1]]).toEqual([kind, text, 2, 'next'])
      expect([kind, text, /^[=+\-@\t\r\n＝＋－＠]/.test(defused)]).toEqual([kind, text, false])
      expect([text, `'${text}`]).toContain(defused)
    }
  })
})

/** A row as any program reads it (RFC 4180). */
function cellsOf(row: string): string[] {
  expect(row.endsWith('\r\n')).toBe(true)
  const [cells, rest]: [string[], string] = [[], `${row.slice(0, -2)},`]
  for (let at = 0; at < rest.length; ) {
    const isQuoted = rest[at] === '"'
    const end = isQuoted ? endOfQuoted(rest, at + 1) : rest.indexOf(',', at)
    cells.push(isQuoted ? rest.slice(at + 1, end).replaceAll('""', '"') : rest.slice(at, end))
    at = isQuoted ? end + 2 : end + 1
  }
  return cells
}

function endOfQuoted(text: string, from: number): number {
  for (let at = text.indexOf('"', from); ; at = text.indexOf('"', at + 2)) if (text[at + 1] !== '"') return at
}
