import { describe, expect, it } from 'vitest'
import { limitsOf } from './limits-of'
import { type BrandTerms, termsSchema } from './terms'

const limits = (daily: number) => ({ dailyDeposit: daily, monthlyDeposit: daily * 5, maxPosition: daily * 10 })
const ACME = {
  currency: 'CHF',
  levels: {
    basic: { limits: limits(100), processing: { unit: 'hours', to: 24 } },
    standard: { name: { en: 'Gold', de: 'Gold' }, limits: limits(1_000) },
    enhanced: { name: 'Platinum', limits: limits(5_000), processing: { unit: 'business_days', from: 1, to: 3 } },
  },
}
type Changes = { currency?: unknown; levels?: Record<string, unknown> }
const faultsOf = ({ currency = ACME.currency, levels = {} }: Changes) => {
  const parsed = termsSchema.safeParse({ acme: { currency, levels: { ...ACME.levels, ...levels } } })
  return (parsed.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`)
}

describe('terms', () => {
  it('may have limits in a currency, times and names, per language or in one', () => {
    expect(termsSchema.parse({ acme: ACME })).toMatchObject({ acme: { currency: 'CHF' } })
  })

  it('may have nothing but times or names', () => {
    const { basic, standard, enhanced } = ACME.levels
    const levels = [basic, standard, enhanced].map(({ limits: _, ...rest }) => rest)
    const [one, two, three] = levels
    expect(termsSchema.safeParse({ acme: { levels: { basic: one, standard: two, enhanced: three } } }).success).toBe(
      true,
    )
  })

  it.each<[string, Changes, RegExp]>([
    ['a currency that is none', { currency: 'EURO' }, /^acme\.currency: .*ISO 4217/],
    ['a currency in small letters', { currency: 'eur' }, /^acme\.currency: /],
    ['limits without a currency', { currency: null }, /^acme\.currency: /],
    ['a missing level', { levels: { enhanced: undefined } }, /^acme\.levels\.enhanced: /],
    ['an unknown level', { levels: { vip: {} } }, /^acme\.levels: .*vip/],
    ['a level without limits', { levels: { basic: {} } }, /^acme\.levels\.basic\.limits: is missing/],
    [
      'a limit that is missing',
      { levels: { basic: { limits: { dailyDeposit: 1, monthlyDeposit: 1 } } } },
      /^acme\.levels\.basic\.limits\.maxPosition: /,
    ],
    [
      'a limit below zero',
      { levels: { basic: { limits: limits(-1) } } },
      /^acme\.levels\.basic\.limits\.dailyDeposit: /,
    ],
    ['a limit in words', { levels: { basic: { limits: 'none' } } }, /^acme\.levels\.basic\.limits: /],
    [
      'a level that allows less than the one below',
      { levels: { enhanced: { limits: { ...limits(5_000), maxPosition: 9_999 } } } },
      /^acme\.levels\.enhanced\.limits\.maxPosition: must not be less than the 10000 of standard$/,
    ],
    [
      'more before the first level than with it',
      { levels: { none: { limits: limits(200) } } },
      /^acme\.levels\.basic\.limits/,
    ],
    [
      'a time that ends before it begins',
      { levels: { basic: { ...ACME.levels.basic, processing: { unit: 'hours', from: 5, to: 2 } } } },
      /^acme\.levels\.basic\.processing\.to: /,
    ],
    [
      'an unknown unit',
      { levels: { basic: { ...ACME.levels.basic, processing: { unit: 'weeks', to: 2 } } } },
      /^acme\.levels\.basic\.processing\.unit: /,
    ],
    ['an empty name', { levels: { basic: { ...ACME.levels.basic, name: ' ' } } }, /^acme\.levels\.basic\.name: /],
    [
      'a name in no language',
      { levels: { basic: { ...ACME.levels.basic, name: {} } } },
      /^acme\.levels\.basic\.name: /,
    ],
    [
      'a word that is not known',
      { levels: { basic: { ...ACME.levels.basic, fee: 3 } } },
      /^acme\.levels\.basic: .*fee/,
    ],
  ])('are refused for %s, with the path', (_, changes, fault) => {
    expect(faultsOf(changes)[0]).toMatch(fault)
  })

  it('are refused for all faults at once', () => {
    const wrong = {
      currency: 'XYZ1',
      levels: { basic: { limits: limits(9_000), fee: 1 }, standard: {}, enhanced: { limits: limits(5_000) } },
    }
    expect(faultsOf(wrong).map((fault) => fault.split(':')[0])).toEqual([
      'acme.currency',
      'acme.levels.basic',
      'acme.levels.standard.limits',
      ...['dailyDeposit', 'monthlyDeposit', 'maxPosition'].map((name) => `acme.levels.enhanced.limits.${name}`),
    ])
  })

  it('allow nothing before the first level, unless they say so', () => {
    const terms = (none?: object) => termsSchema.parse({ acme: { ...ACME, levels: { none, ...ACME.levels } } }).acme
    expect(limitsOf(terms() as BrandTerms, 'none')).toEqual(limits(0))
    expect(limitsOf(terms({ limits: limits(50) }) as BrandTerms, 'none')).toEqual(limits(50))
    expect(limitsOf(null, 'none')).toBeNull()
  })
})
