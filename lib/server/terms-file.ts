import 'server-only'
import { readFileSync } from 'node:fs'
import { type BrandTerms, termsSchema } from '@/lib/contract/levels/terms'

export type Terms = ReadonlyMap<string, BrandTerms>

type TermsWith = {
  /** The brands of this deployment. */
  brands: ReadonlySet<string>
  /** Whether cTrader is told of limits, which every brand must then have. */
  limitsAreTold: boolean
}

/**
 * Reads a terms file, which has an entry for each brand.
 * @returns the terms, or all errors, each with its path.
 */
export function readTerms(path: string, { brands, limitsAreTold }: TermsWith): { terms: Terms } | { errors: string[] } {
  try {
    const given: unknown = JSON.parse(readFileSync(path, 'utf8'))
    const parsed = termsSchema.safeParse(given, {
      error: ({ input }) => (input === undefined ? 'is missing' : undefined),
    })
    const errors = (parsed.error?.issues ?? []).map(
      ({ path, message }) => `${path.join('.') || 'the file'}: ${message}`,
    )
    const keys = new Set(Object.keys(given ?? {}))
    for (const brand of keys.difference(brands))
      errors.push(`${brand}: is no brand of this deployment, which has ${[...brands].sort().join(', ')}`)
    const terms: Terms = new Map(Object.entries(parsed.data ?? {}))
    const lacksLimits = (brand: string) => (parsed.success ? !terms.get(brand)?.levels.basic.limits : !keys.has(brand))
    if (limitsAreTold)
      for (const brand of brands)
        if (lacksLimits(brand)) errors.push(`${brand}: needs limits, which CTRADER_CALLBACK_URL is told of`)
    return errors.length > 0 ? { errors } : { terms }
  } catch (error) {
    return { errors: [error instanceof Error ? error.message : String(error)] }
  }
}
