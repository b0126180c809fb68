import 'server-only'
import { readFileSync } from 'node:fs'
import { type BrandScreening, screeningFileSchema, USUAL_SCREENING } from '@/lib/contract/screening/screening-settings'
import { env } from '@/lib/env'
import { knownBrands } from './known-brands'
import { once } from './once'

/** How a brand screens people; as usual where it has set nothing. Throws at start, with every error, when the file breaks a rule. */
export const screeningSettings = once('screening settings', (): ((brand: string) => BrandScreening) => {
  const { KYC_SCREENING_FILE: path } = env()
  if (!path) return () => USUAL_SCREENING
  const read = readScreening(path, knownBrands())
  if ('errors' in read)
    throw new Error(`The configuration does not work:\n  KYC_SCREENING_FILE: ${read.errors.join('; ')}`)
  return (brand) => read.settings.get(brand) ?? USUAL_SCREENING
})

/** @returns the settings of the brands, or all errors, each with its path. */
function readScreening(
  path: string,
  brands: ReadonlySet<string>,
): { settings: ReadonlyMap<string, BrandScreening> } | { errors: string[] } {
  try {
    const parsed = screeningFileSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    const errors = (parsed.error?.issues ?? []).map(
      ({ path: at, message }) => `${at.join('.') || 'the file'}: ${message}`,
    )
    const settings = new Map(Object.entries(parsed.data ?? {}))
    for (const brand of new Set(settings.keys()).difference(brands))
      errors.push(`${brand}: is no brand of this deployment, which has ${[...brands].sort().join(', ')}`)
    return errors.length > 0 ? { errors } : { settings }
  } catch (error) {
    return { errors: [error instanceof Error ? error.message : String(error)] }
  }
}
