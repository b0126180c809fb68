import { createHash } from 'node:crypto'
import type { BrandRisk } from '@/lib/contract/risk/risk-rules'

const stamps = new WeakMap<BrandRisk, string>()

/** Tells rules apart, with the lists that they refer to: also those that were changed under the same version. */
export function stampOf(rules: BrandRisk): string {
  const known = stamps.get(rules)
  if (known) return known
  const digest = createHash('sha256').update(JSON.stringify(rules)).digest('base64url').slice(0, 12)
  const stamp = `${rules.version} ${digest}`
  stamps.set(rules, stamp)
  return stamp
}
