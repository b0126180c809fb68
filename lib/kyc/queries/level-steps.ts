import type { CustomerStep } from '@/lib/contract/customer'
import { LEVELS, type RequestableLevel } from '@/lib/contract/levels/levels'
import type { Context } from '../context'
import { formOf } from '../records/steps'
import { templatesUpTo } from '../records/templates'

/** The steps that a level asks of a new customer of the brand. */
export async function levelSteps(
  { db }: Context,
  brand: string,
  level: RequestableLevel,
): Promise<Pick<CustomerStep, 'code' | 'form_schema'>[]> {
  const templates = await templatesUpTo(db, brand, LEVELS[level])
  return templates.map((template) => ({ code: template.code, form_schema: formOf(template) }))
}
