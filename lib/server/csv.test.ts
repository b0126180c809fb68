import { describe, expect, it } from 'vitest'
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
})
