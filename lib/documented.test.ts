import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { CONFLICT_REASONS } from '@/lib/contract/conflict-reasons'
import { CUSTOMER_OPERATIONS } from '@/lib/contract/customer-api'
import { DOCUMENT_PURPOSES } from '@/lib/contract/documents'
import { clientTerms, ERROR_CODE_NAMES, ERROR_CODES, type ErrorCode, type Remedy } from '@/lib/contract/error-codes'
import { FIELD_ERROR_CODES } from '@/lib/contract/field-errors'
import { FIELD_TYPES } from '@/lib/contract/form'
import { REASON_CODES } from '@/lib/contract/messages/reasons'
import { EXTRACTED_NAMES } from '@/lib/contract/pictures/extracted'
import { MRZ_FORMATS, MRZ_STATES } from '@/lib/contract/records'
import { SIGNAL_CODES } from '@/lib/contract/signals'
import { CASE_FINDING_CODES, CASE_FINDINGS, CHECK_IDS } from '@/lib/contract/verification/case-findings'
import { LANGUAGES } from '@/lib/i18n/languages'
import { ENV_NAMES } from './env'

const read = (page: string) => readFileSync(fileURLToPath(new URL(`../docs/${page}`, import.meta.url)), 'utf8')

/** What the screens do with an error, in the words of the documentation. */
function doneWith(code: ErrorCode): string {
  const { transient, remedy, final } = clientTerms(code)
  const offers: Record<Remedy, string> = {
    ...{ again: 'offer to send it again', another: 'ask for another file', leave: 'offer to leave' },
  }
  const words = [transient && 'try again by themselves', remedy && offers[remedy], final && 'do not send it again']
  return words.filter(Boolean).join(', ')
}

describe('the documentation', () => {
  it.each([
    ['field type', FIELD_TYPES],
    ['reason', REASON_CODES],
    ['signal', SIGNAL_CODES],
    ['purpose of a document', DOCUMENT_PURPOSES],
    ['reason of a conflict', Object.keys(CONFLICT_REASONS)],
    ['format of machine-readable zones', Object.keys(MRZ_FORMATS)],
    ['value that is read from documents', EXTRACTED_NAMES],
    ['state of a reading', Object.keys(MRZ_STATES)],
  ])('tells integrators of every %s', (_, words) => {
    const told = read('integrators.md')
    expect(words.filter((word) => !told.includes(`\`${word}\``))).toEqual([])
  })

  it('says of every check what it compares, and of every code what it means', () => {
    const told = read('verification.md')
    const rows = CASE_FINDING_CODES.map((code) => {
      const { outcome, severity, says } = CASE_FINDINGS[code]
      return `| \`${code}\` | ${outcome} | ${severity} | ${says} |`
    })
    expect(rows.filter((row) => !told.includes(row))).toEqual([])
    expect(CHECK_IDS.filter((id) => !told.includes(`| \`${id}\` |`))).toEqual([])
  })

  it('tells integrators of every language', () => {
    const [, told = ''] = /\*\*Languages\*\*: `([a-z ]+)`/.exec(read('integrators.md')) ?? []
    expect(told.split(' ')).toEqual(LANGUAGES)
  })

  it.each(['lib', 'lib/kyc'])('has every room of %s in its picture', (folder) => {
    const picture = read('rooms.svg')
    const rooms = readdirSync(fileURLToPath(new URL(`../${folder}`, import.meta.url)), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'testing')
      .map(({ name }) => (folder === 'lib' ? `>lib/${name}/<` : `>${name}/<`))
    expect(rooms.filter((room) => !picture.includes(room))).toEqual([])
  })

  it('says of every error code its status, and what the screens do with it', () => {
    const rows = [...read('integrators.md').matchAll(/^\| `([A-Z_]+)` \| (\d{3}) \| .+? \| (.+) \|$/gm)]
    const told = rows.map(([, code, status, doing]) => ({ code, status: Number(status), doing }))
    const meant = ERROR_CODE_NAMES.map((code) => ({
      ...{ code, status: ERROR_CODES[code].status },
      doing: expect.stringMatching(new RegExp(`^${doneWith(code)}`)),
    }))
    expect(told).toEqual(meant)
  })

  it('tells who builds a backend of every endpoint, and of every fault in an answer', () => {
    const told = read('own-backend.md')
    const endpoints = Object.values(CUSTOMER_OPERATIONS).map(({ method, path }) =>
      path === '' ? `| \`${method}\` | | ` : `| \`${method}\` | \`${path}\` |`,
    )
    expect(endpoints.filter((row) => !told.includes(row))).toEqual([])
    expect(FIELD_ERROR_CODES.filter((code) => !told.includes(`\`${code}\``))).toEqual([])
  })

  it('tells operators of every setting', () => {
    const told = read('operators.md')
    expect(ENV_NAMES.filter((name) => !told.includes(`\`${name}\``))).toEqual([])
  })
})
