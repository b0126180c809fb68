import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readTerms } from './terms-file'

const folder = mkdtempSync(join(tmpdir(), 'kyc-terms-'))
const limits = { dailyDeposit: 100, monthlyDeposit: 500, maxPosition: 1_000 }
const LIMITED = { currency: 'EUR', levels: { basic: { limits }, standard: { limits }, enhanced: { limits } } }
const TIMES = { levels: { basic: { processing: { unit: 'hours', to: 24 } }, standard: {}, enhanced: {} } }

function read(terms: unknown, { brands = ['acme'], limitsAreTold = false } = {}) {
  const path = join(folder, 'terms.json')
  writeFileSync(path, typeof terms === 'string' ? terms : JSON.stringify(terms))
  const result = readTerms(path, { brands: new Set(brands), limitsAreTold })
  return 'errors' in result ? result.errors : [...result.terms.keys()]
}

describe('a terms file', () => {
  it('has the terms of each brand', () => {
    expect(read({ acme: LIMITED, zenith: TIMES }, { brands: ['acme', 'zenith'] })).toEqual(['acme', 'zenith'])
  })

  it('may leave out a brand whose limits nobody is told of', () => {
    expect(read({ acme: TIMES }, { brands: ['acme', 'zenith'] })).toEqual(['acme'])
  })

  it('must have the limits of every brand when cTrader is told of them', () => {
    const brands = ['acme', 'constructor', 'zenith']
    expect(read({ acme: LIMITED, zenith: TIMES }, { brands, limitsAreTold: true })).toEqual([
      'constructor: needs limits, which CTRADER_CALLBACK_URL is told of',
      'zenith: needs limits, which CTRADER_CALLBACK_URL is told of',
    ])
  })

  it('is refused with every fault and its path', () => {
    const { basic, standard } = LIMITED.levels
    const wrong = { acme: { currency: 'euro', levels: { basic, standard, vip: {} } }, acmee: LIMITED }
    expect(read(wrong, { brands: ['acme', 'zenith'], limitsAreTold: true })).toEqual([
      'acme.currency: must be an ISO 4217 code such as EUR',
      'acme.levels.enhanced: is missing',
      expect.stringMatching(/^acme\.levels: .*vip/),
      'acmee: is no brand of this deployment, which has acme, zenith',
      'zenith: needs limits, which CTRADER_CALLBACK_URL is told of',
    ])
  })

  it.each([
    ['is no JSON', '{', /JSON/],
    ['is a list', [LIMITED], /^the file: /],
    ['is null', 'null', /^the file: /],
  ])('is refused when it %s', (_, terms, fault) => {
    expect(read(terms)[0]).toMatch(fault)
  })

  it('is refused when it is not there', () => {
    const missing = readTerms(join(folder, 'none.json'), { brands: new Set(), limitsAreTold: false })
    expect(missing).toEqual({ errors: [expect.stringContaining('none.json')] })
  })

  it('may be the documentation’s example', () => {
    const example = fileURLToPath(new URL('../../docs/terms.example.json', import.meta.url))
    const brands = new Set(['acme', 'zenith'])
    expect(readTerms(example, { brands, limitsAreTold: true })).toHaveProperty('terms')
  })
})
