import type { CustomerStep, OfferedLevel } from '@/lib/contract/customer'
import { asksNothing } from '@/lib/contract/fields'
import { LEVELS } from '@/lib/contract/levels/levels'
import { PROFILE_STATUS } from '@/lib/contract/statuses'
import type { Database, ProfileRow, Tx } from '@/lib/database/schema'
import { formOf } from './steps'
import { templatesUpTo } from './templates'
import { titleOf } from './titles'

type Steps = readonly Pick<CustomerStep, 'code'>[]

/**
 * The levels beyond the required one for which the brand has templates, with the steps that they would add. None to a
 * customer who was rejected.
 */
export async function offeredLevels(db: Database | Tx, profile: ProfileRow, steps: Steps): Promise<OfferedLevel[]> {
  const { brand, status, required_level } = profile
  if (status === PROFILE_STATUS.rejected || required_level === LEVELS.enhanced) return []
  const had = new Set(steps.map(({ code }) => code))
  const beyond = (await templatesUpTo(db, brand, LEVELS.enhanced)).filter(({ level }) => level > required_level)
  return [...new Set(beyond.map(({ level }) => level))].sort().map((level) => ({
    level,
    steps: beyond
      .filter((template) => template.level <= level && !had.has(template.code) && !asksNothing(formOf(template)))
      .map((template) => ({ code: template.code, title: titleOf(template) })),
  }))
}
