import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readRiskFile } from './risk-file'

const folder = mkdtempSync(join(tmpdir(), 'kyc-risk-'))
const LEVELS = { medium: 10, high: 20 }
const RULE = { id: 'young', name: 'Young', when: [{ fact: 'age', below: 21 }], points: 10 }
const MINIMAL = { version: '1', levels: LEVELS, rules: [RULE] }

function read(file: unknown, brands = ['acme']) {
  const path = join(folder, 'risk.json')
  writeFileSync(path, typeof file === 'string' ? file : JSON.stringify(file))
  const result = readRiskFile(path, new Set(brands))
  return 'errors' in result ? result.errors : [...result.rules.keys()]
}
const faults = (more: object) => read({ acme: { ...MINIMAL, ...more } })
const condition = (one: unknown) => faults({ rules: [{ ...RULE, when: [one] }] })

describe('a risk file', () => {
  it('has the rules of each brand', () => {
    expect(read({ acme: MINIMAL, zenith: MINIMAL }, ['acme', 'zenith'])).toEqual(['acme', 'zenith'])
  })

  it('may be the documentation’s example, with the list in its folder', () => {
    const example = fileURLToPath(new URL('../../docs/risk.example.json', import.meta.url))
    const result = readRiskFile(example, new Set(['sandbox']))
    expect('errors' in result ? result.errors : result.rules.get('sandbox')?.lists.fatf?.countries).toContain('PRK')
  })

  it('is refused with every fault and its path', () => {
    const wrong = {
      acme: {
        version: '1',
        levels: { medium: 50, high: 20 },
        rules: [
          { ...RULE, points: undefined },
          { ...RULE, when: [{ any: [{ fact: 'country', of: 'nationality', on: 'fatf' }] }] },
        ],
        transactions: { rules: [{ id: 'large', kind: 'single', name: 'Large', amount: '-5', currency: 'EURO' }] },
      },
      zenith: MINIMAL,
    }
    expect(read(wrong)).toEqual([
      'acme.rules.0: needs points or floor',
      expect.stringMatching(/^acme\.transactions\.rules\.0\.amount: must be a decimal number/),
      'acme.transactions.rules.0.currency: must be an ISO 4217 code such as EUR',
      'acme.levels.high: must be more than medium',
      'acme.rules.1.id: young is the id of another rule',
      'acme.rules.1.when.0.any.0.on: There is no list "fatf"',
      'zenith: is no brand of this deployment, which has acme',
    ])
  })

  it.each([
    ['a fact that is none', { fact: 'shoe_size', is: ['42'] }, /^acme\.rules\.0\.when\.0: fact: /],
    ['code', { fact: 'answer', field: 'x', is: ['1'], run: 'process.exit()' }, /run/],
    ['a country that is none', { fact: 'country', of: 'nationality', is: ['XYZ'] }, /alpha-3/],
    ['a list and countries at once', { fact: 'country', of: 'x', is: ['FRA'], on: 'x' }, /either is or on/],
    ['nothing to compare with', { fact: 'answer', field: 'x' }, /needs is, above or below/],
    ['an empty alternative', { any: [] }, /when\.0/],
  ])('is refused for a condition with %s', (_, given, fault) => {
    expect(condition(given).join('\n')).toMatch(fault)
  })

  it.each([
    [{ levels: { medium: 'ten', high: 20 } }, 'acme.levels.medium: must be a number'],
    [{ rules: [{ ...RULE, name: undefined }] }, 'acme.rules.0.name: is missing: it must be a text'],
    [{ rules: [{ ...RULE, points: 1.5 }] }, 'acme.rules.0.points: must be a whole number'],
    [{ rules: [{ ...RULE, points: 0 }] }, 'acme.rules.0.points: must be at least 1'],
    [{ rules: [{ ...RULE, floor: 'hi' }] }, 'acme.rules.0.floor: must be "medium", "high" or "prohibited"'],
    [{ rules: [{ ...RULE, when: [] }] }, 'acme.rules.0.when: must have at least 1 entry'],
    [{ colour: 'red' }, 'acme: has keys that mean nothing here: "colour"'],
    [{ rates: { base: 'EUR', on: '30.11.2026', per_base: {} } }, 'acme.rates.on: must be a day, such as "2026-11-30"'],
    [
      { rates: { base: 'EUR', on: '2026-11-30', per_base: { EURO: '1' } } },
      'acme.rates.per_base.EURO: has a key that it cannot have: must be an ISO 4217 code such as EUR',
    ],
    [
      { rules: [{ ...RULE, when: [{ fact: 'answer', field: 'x', is: [{}] }] }] },
      'acme.rules.0.when.0: is.0: must be a text, true or false or a number',
    ],
  ])('is refused in words that its author knows: %j', (more, fault) => {
    expect(faults(more)).toEqual([fault])
  })

  it('is refused for more than a reviewer can read, at once', () => {
    const age = { fact: 'age', below: 21 }
    const began = performance.now()
    const many = faults({ rules: [{ ...RULE, when: Array.from({ length: 10_000 }, () => age) }] })
    expect(many).toEqual([expect.stringMatching(/^acme\.rules\.0\.when: .*20/)])
    const wrong = faults({ rules: [{ ...RULE, when: Array.from({ length: 10_000 }, () => ({ fact: 'x' })) }] })
    expect(wrong).toHaveLength(1)
    expect(faults({ rules: Array.from({ length: 10_000 }, (_, i) => ({ ...RULE, id: `r${i}` })) })[0]).toMatch(/200/)
    expect(performance.now() - began).toBeLessThan(20_000)
  })

  it('is refused where a review would come later than the law allows', () => {
    const refresh = { months: { low: 61, medium: 36, high: 13 }, steps: ['personal'] }
    expect(faults({ refresh })).toEqual([
      expect.stringMatching(/^acme\.refresh\.months\.low: .*60/),
      expect.stringMatching(/^acme\.refresh\.months\.high: .*12/),
    ])
    const upside = { months: { low: 12, medium: 36, high: 6 }, steps: ['personal'] }
    expect(faults({ refresh: upside })).toEqual(['acme.refresh.months: must not be longer at a higher risk'])
  })

  it.each([
    ['is no JSON', '{\n "acme": 1 2 }', /risk\.json: is no JSON that can be read\. .*line 2/],
    ['is a list', [MINIMAL], /^the file: /],
    ['is null', 'null', /^the file: /],
    [
      'names a list that is not there',
      { acme: { ...MINIMAL, lists: { fatf: 'none.json' } } },
      /^acme\.lists\.fatf: .*none/,
    ],
  ])('is refused when it %s', (_, file, fault) => {
    expect(read(file)[0]).toMatch(fault)
  })

  it('is refused with its path where it cannot be opened', () => {
    const errorsOf = (path: string) => readRiskFile(path, new Set(['acme']))
    expect(errorsOf(join(folder, 'none.json'))).toEqual({
      errors: [`${join(folder, 'none.json')}: there is no such file`],
    })
    expect(errorsOf(folder)).toEqual({ errors: [`${folder}: is a folder, not a file`] })
  })
})
