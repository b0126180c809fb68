import { z } from 'zod'

type Fault = { path: (string | number)[]; message: string }

/** Rules that may be wrong anywhere, as far as they can be compared. */
const looseRules = z.array(z.looseObject({ id: z.unknown() }).catch({ id: undefined })).catch([])
const looseLevels = z.looseObject({}).catch({})
const looseSchema = z
  .object({
    lists: z.record(z.string(), z.unknown()).catch({}),
    levels: looseLevels,
    rules: looseRules,
    transactions: z.object({ rules: looseRules }).catch({ rules: [] }),
  })
  .catch({ lists: {}, levels: {}, rules: [], transactions: { rules: [] } })

/** Ids for what is no rule of the file, in explanations. */
export const TEMPLATE_RULE = 'template'

/** Faults between the parts of a brand's rules: names used twice, lists that are not there, levels that do not rise. */
export function faultsBetween(given: unknown): Fault[] {
  const { lists, levels, rules, transactions } = looseSchema.parse(given)
  const placed = [
    ...rules.map((rule, at) => ({ rule, path: ['rules', at] as (string | number)[] })),
    ...transactions.rules.map((rule, at) => ({ rule, path: ['transactions', 'rules', at] as (string | number)[] })),
  ]
  const seen = new Set<unknown>([TEMPLATE_RULE])
  return [
    ...fallingLevels(levels),
    ...placed.flatMap(({ rule, path }): Fault[] => {
      const isTaken = rule.id !== undefined && seen.has(rule.id)
      seen.add(rule.id)
      return [
        ...(isTaken ? [{ path: [...path, 'id'], message: `${rule.id} is the id of another rule` }] : []),
        ...missingLists(rule, path, new Set(Object.keys(lists))),
      ]
    }),
  ]
}

function fallingLevels({ medium, high, prohibited }: Record<string, unknown>): Fault[] {
  const isFalling = (lower: unknown, upper: unknown) =>
    typeof lower === 'number' && typeof upper === 'number' && upper <= lower
  return [
    ...(isFalling(medium, high) ? [{ path: ['levels', 'high'], message: 'must be more than medium' }] : []),
    ...(isFalling(high, prohibited) ? [{ path: ['levels', 'prohibited'], message: 'must be more than high' }] : []),
  ]
}

/** Wherever `on` names a list that is none. Refresh has an `on` of its own, which is no text. */
function missingLists(part: unknown, path: (string | number)[], names: ReadonlySet<string>): Fault[] {
  if (Array.isArray(part)) return part.flatMap((item, at) => missingLists(item, [...path, at], names))
  if (typeof part !== 'object' || part === null) return []
  return Object.entries(part).flatMap(([key, value]) => {
    if (key !== 'on' || typeof value !== 'string') return missingLists(value, [...path, key], names)
    return names.has(value) ? [] : [{ path: [...path, key], message: `There is no list "${value}"` }]
  })
}
