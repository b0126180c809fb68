import 'server-only'
import { KycError } from '@/lib/contract/errors'
import type { BrandTerms } from '@/lib/contract/levels/terms'
import { env } from '@/lib/env'
import { SANDBOX_TERMS } from '@/lib/sandbox/sandbox-terms'
import { SECOND_BRAND, SECOND_LOOK, SECOND_TERMS } from '@/lib/sandbox/second-brand'
import { type Brands, readBrands } from '@/lib/theme/brands'
import { defaultBrand, managerKeys } from './deployment'
import { once } from './once'
import { readTerms, type Terms } from './terms-file'

/** The brands of this deployment: how they look, and their terms. */

/** The looks of the brands. Throws at start, with every error, when their file breaks a rule. */
export const brands = once('brands', (): Brands => {
  const { KYC_BRANDS_FILE: path } = env()
  const read = path ? readBrands(path) : { brands: {} }
  if ('errors' in read) throw new Error(`KYC_BRANDS_FILE: ${read.errors.join('; ')}`)
  return env().sandbox ? { [SECOND_BRAND]: SECOND_LOOK, ...read.brands } : read.brands
})

/** Every brand that this deployment knows: the default one, those of the brands file, and those with a manager key. */
export const knownBrands = once(
  'known brands',
  (): ReadonlySet<string> =>
    new Set([defaultBrand(), ...Object.keys(brands()), ...managerKeys().map((key) => key.brand)]),
)

/** A brand that a caller names; the default one without. Throws NOT_FOUND for one that nobody has set up. */
export function requireBrand(named: string | null): string {
  const brand = named ?? defaultBrand()
  if (!knownBrands().has(brand)) throw new KycError('NOT_FOUND', { message: 'There is no such brand.' })
  return brand
}

/** Throws at start when a brand has a cTrader server, and is none of this deployment: callbacks would go to another one. */
export function requireCallbackBrands(): void {
  const unknown = env().CTRADER_CALLBACK_BRANDS?.filter(({ brand }) => !knownBrands().has(brand)) ?? []
  if (unknown.length === 0) return
  const names = unknown.map(({ brand }) => brand).join(', ')
  throw new Error(
    `CTRADER_CALLBACK_BRANDS: ${names}: no brand of this deployment, which has ${[...knownBrands()].join(', ')}`,
  )
}

/** The terms of the brands. Throws at start, with every error, when their file breaks a rule. */
export const terms = once('terms', (): Terms => {
  const { KYC_TERMS_FILE: path, CTRADER_CALLBACK_URL: told, sandbox } = env()
  if (!path) return new Map()
  const read = readTerms(path, { brands: knownBrands(), limitsAreTold: Boolean(told) && !sandbox })
  if ('errors' in read) throw new Error(`KYC_TERMS_FILE: ${read.errors.join('; ')}`)
  return read.terms
})

/** The terms of a brand; null when it has set none. The sandbox has examples for brands without. */
export function termsOf(key: string): BrandTerms | null {
  const own = terms().get(key)
  if (own || !env().sandbox) return own ?? null
  return key === SECOND_BRAND ? SECOND_TERMS : SANDBOX_TERMS
}
