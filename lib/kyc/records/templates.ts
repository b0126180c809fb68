import { KycError } from '@/lib/contract/errors'
import { type FormSchema, formSchemaSchema } from '@/lib/contract/form'
import type { Template } from '@/lib/contract/records'
import type { Database, TemplateRow, Tx } from '@/lib/database/schema'
import { titleOf } from './titles'

/** Loads a template of this brand that is not deleted. Throws NOT_FOUND. */
export async function loadTemplate(db: Database | Tx, brand: string, id: string): Promise<TemplateRow> {
  const row = await db
    .selectFrom('templates')
    .selectAll()
    .where('id', '=', id)
    .where('brand', '=', brand)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (!row) throw new KycError('NOT_FOUND', { message: 'No such template.' })
  return row
}

/** The brand's template with a code. Undefined when it has none. */
export function templateByCode(db: Database | Tx, brand: string, code: string): Promise<TemplateRow | undefined> {
  return db
    .selectFrom('templates')
    .selectAll()
    .where('brand', '=', brand)
    .where('code', '=', code)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
}

/** All templates of a brand, as screens show their steps. */
export function brandTemplates(db: Database | Tx, brand: string): Promise<TemplateRow[]> {
  return db
    .selectFrom('templates')
    .selectAll()
    .where('brand', '=', brand)
    .where('deleted_at', 'is', null)
    .orderBy('position')
    .orderBy('level')
    .orderBy('id')
    .execute()
}

/** The templates that a level requires, in their order: every active, required one of the brand up to this level. */
export function templatesUpTo(db: Database | Tx, brand: string, level: number): Promise<TemplateRow[]> {
  return db
    .selectFrom('templates')
    .selectAll()
    .where('brand', '=', brand)
    .where('active', '=', 1)
    .where('required', '=', 1)
    .where('deleted_at', 'is', null)
    .where('level', '<=', level)
    .orderBy('position')
    .orderBy('level')
    .orderBy('id')
    .execute()
}

/** The position of the brand's last template up to this level. At the same position the level decides, then the age. */
export async function lastPosition(tx: Tx, brand: string, level: number): Promise<number> {
  const templates = await brandTemplates(tx, brand)
  return Math.max(0, ...templates.filter((other) => other.level <= level).map(({ position }) => position))
}

/** Those of the brands that have no template which a level would attach. */
export async function brandsWithoutTemplates(db: Database, brands: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('templates')
    .select('brand')
    .distinct()
    .where('brand', 'in', brands)
    .where('active', '=', 1)
    .where('required', '=', 1)
    .where('deleted_at', 'is', null)
    .execute()
  const having = new Set(rows.map(({ brand }) => brand))
  return brands.filter((brand) => !having.has(brand))
}

/** Throws CONFLICT when another template of the brand already has this code. */
export async function refuseTakenCode(tx: Tx, brand: string, code: string, ownId: string | null): Promise<void> {
  const taken = await tx
    .selectFrom('templates')
    .select('id')
    .where('brand', '=', brand)
    .where('code', '=', code)
    .where('deleted_at', 'is', null)
    .execute()
  if (taken.some((row) => row.id !== ownId)) {
    throw new KycError('CONFLICT', { message: `There is already a template with the code "${code}".`, field: 'code' })
  }
}

/** Maps a row to the manager's API. */
export function toTemplate(row: TemplateRow): Template {
  const { id, code, brand, level, position, version, created_at, updated_at } = row
  const stored: FormSchema = JSON.parse(row.form_schema)
  // As it is read, with today's words for what was spelled otherwise.
  const form_schema = formSchemaSchema.safeParse(stored).data ?? stored
  return {
    ...{ id, code, title: titleOf(row), brand, level, position, version, created_at, updated_at },
    ...{ required: row.required === 1, active: row.active === 1, form_schema },
  }
}
