import type { CodeRow, Database, Tx } from '@/lib/database/schema'
import type { Place } from '@/lib/files/sealer'

/** The last code sent for a field of a step. */
export function findCode(tx: Tx, stepId: string, field: string): Promise<CodeRow | undefined> {
  return tx.selectFrom('codes').selectAll().where('step_id', '=', stepId).where('field', '=', field).executeTakeFirst()
}

/** Where a code is sealed. */
export function placeOfCode({ step_id, field }: Pick<CodeRow, 'step_id' | 'field'>): Place {
  return ['codes', 'code', JSON.stringify([step_id, field])]
}

export async function replaceCode(tx: Tx, row: CodeRow): Promise<void> {
  await tx.deleteFrom('codes').where('step_id', '=', row.step_id).where('field', '=', row.field).execute()
  await tx.insertInto('codes').values(row).execute()
}

export async function updateCode(
  tx: Tx,
  { step_id, field }: Pick<CodeRow, 'step_id' | 'field'>,
  columns: Partial<CodeRow>,
): Promise<void> {
  await tx.updateTable('codes').set(columns).where('step_id', '=', step_id).where('field', '=', field).execute()
}

/** The verified addresses of a profile: by step id, then by field. */
export async function verifiedAddresses(
  db: Database | Tx,
  profileId: string,
): Promise<Map<string, Record<string, string>>> {
  const rows = await db
    .selectFrom('codes')
    .innerJoin('steps', 'steps.id', 'codes.step_id')
    .select(['codes.step_id', 'codes.field', 'codes.address'])
    .where('steps.profile_id', '=', profileId)
    .where('codes.verified_at', 'is not', null)
    .execute()
  const verified = new Map<string, Record<string, string>>()
  for (const { step_id, field, address } of rows) verified.set(step_id, { ...verified.get(step_id), [field]: address })
  return verified
}
