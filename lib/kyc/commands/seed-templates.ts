import { makeChange } from '../change'
import type { Context } from '../context'
import { createTemplate, type NewTemplate } from '../transitions/put-template'

/**
 * Creates the templates whose codes the brand does not have yet. Instances that start together create each one once.
 */
export function seedTemplates(context: Context, brand: string, templates: readonly NewTemplate[]): Promise<void> {
  return makeChange(context, { name: 'system', role: 'system', brand }, 'SeedTemplates', async (change) => {
    const known = await change.tx.selectFrom('templates').select('code').where('brand', '=', brand).execute()
    for (const template of templates)
      if (known.every(({ code }) => code !== template.code)) await createTemplate(change, template)
    return () => undefined
  })
}
