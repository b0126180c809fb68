import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { CONFLICT_REASONS } from '@/lib/contract/conflict-reasons'
import { DOCUMENT_PURPOSES } from '@/lib/contract/documents'
import { FIELD_TYPES } from '@/lib/contract/form'
import { REASON_CODES } from '@/lib/contract/records'
import { SIGNAL_CODES } from '@/lib/contract/signals'
import { LANGUAGES } from '@/lib/i18n/languages'
import { ENV_NAMES } from './env'

const read = (page: string) => readFileSync(fileURLToPath(new URL(`../docs/${page}`, import.meta.url)), 'utf8')

describe('the documentation', () => {
  it.each([
    ['field type', FIELD_TYPES],
    ['reason', REASON_CODES],
    ['signal', SIGNAL_CODES],
    ['purpose of a document', DOCUMENT_PURPOSES],
    ['reason of a conflict', Object.keys(CONFLICT_REASONS)],
  ])('tells integrators of every %s', (_, words) => {
    const told = read('integrators.md')
    expect(words.filter((word) => !told.includes(`\`${word}\``))).toEqual([])
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

  it('tells operators of every setting', () => {
    const told = read('operators.md')
    expect(ENV_NAMES.filter((name) => !told.includes(`\`${name}\``))).toEqual([])
  })
})
