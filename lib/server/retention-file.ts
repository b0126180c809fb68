import 'server-only'
import { readFileSync } from 'node:fs'
import { type BrandRetention, retentionSchema } from '@/lib/contract/levels/retention'
import { env } from '@/lib/env'
import { knownBrands } from './known-brands'
import { once } from './once'

/** How long each brand keeps what it knows of people. Throws at start, with every error, when the file breaks a rule. */
export const retention = once('retention', (): ReadonlyMap<string, BrandRetention> => {
  const { KYC_RETENTION_FILE: path } = env()
  if (!path) return new Map()
  const read = readRetention(path, knownBrands())
  if ('errors' in read)
    throw new Error(`The configuration does not work:\n  KYC_RETENTION_FILE: ${read.errors.join('; ')}`)
  return read.retention
})

/** @returns the periods of the brands, or all errors, each with its path. */
export function readRetention(
  path: string,
  brands: ReadonlySet<string>,
): { retention: ReadonlyMap<string, BrandRetention> } | { errors: string[] } {
  try {
    const parsed = retentionSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    const errors = (parsed.error?.issues ?? []).map(
      ({ path: at, message }) => `${at.join('.') || 'the file'}: ${message}`,
    )
    const periods = new Map(Object.entries(parsed.data ?? {}))
    for (const brand of new Set(periods.keys()).difference(brands))
      errors.push(`${brand}: is no brand of this deployment, which has ${[...brands].sort().join(', ')}`)
    return errors.length > 0 ? { errors } : { retention: periods }
  } catch (error) {
    return { errors: [error instanceof Error ? error.message : String(error)] }
  }
}
