import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { KycError } from '@/lib/contract/errors'
import type { AlertKind, AlertRecord } from '@/lib/contract/risk/transactions'
import type { AlertRow, Database, ProfileRow, Tx } from '@/lib/database/schema'
import type { Owner, Sealer } from '@/lib/files/sealer'
import { OWNER_COLUMNS, openJson, ownerOf, sealJson } from '../sealed'

/** So many transactions are named; all are counted. */
const NAMED = 50

const evidenceSchema = z.strictObject({
  name: z.string(),
  version: z.string(),
  transactions: z.array(z.string()),
  left: z.array(z.string()),
})
type Evidence = z.infer<typeof evidenceSchema>
type OwnedAlert = AlertRow & Owner

const sealEvidence = (id: string, evidence: Evidence, owner: Owner, sealer: Sealer) =>
  sealJson(evidence, owner, ['alerts', 'evidence', id], sealer)

function openEvidence(row: OwnedAlert, sealer: Sealer): Evidence {
  const opened = openJson(evidenceSchema, row.evidence, row, ['alerts', 'evidence', row.id], sealer)
  return opened ?? { name: '', version: '', transactions: [], left: [] }
}

/** What a transaction gives rise to. */
export type Raised = Pick<Evidence, 'name' | 'version'> & {
  kind: AlertKind
  rule: string
  transaction_id: string
  position: number
}

/** Adds a transaction to the open alert of its rule. False when there is none. */
export async function addToAlert(
  tx: Tx,
  profile: ProfileRow,
  { kind, rule, transaction_id, position }: Raised,
  sealer: Sealer,
  now: string,
): Promise<boolean> {
  const open = await tx
    .selectFrom('alerts')
    .selectAll()
    .where('profile_id', '=', profile.id)
    .where('rule', '=', rule)
    .where('kind', '=', kind)
    .where('state', '=', 'open')
    .executeTakeFirst()
  if (!open) return false
  const owner = ownerOf(profile)
  const evidence = openEvidence({ ...open, ...owner }, sealer)
  const transactions = [...evidence.transactions, transaction_id].slice(0, NAMED)
  await tx
    .updateTable('alerts')
    .set({
      ...{ count: open.count + 1, last_position: position, last_at: now },
      evidence: sealEvidence(open.id, { ...evidence, transactions }, owner, sealer),
    })
    .where('id', '=', open.id)
    .execute()
  return true
}

/** @param left what the rule asks for and could not be done. */
export async function insertAlert(
  tx: Tx,
  profile: ProfileRow,
  { kind, rule, name, version, transaction_id, position }: Raised,
  left: string[],
  sealer: Sealer,
  now: string,
): Promise<string> {
  const id = uuid()
  const evidence = { name, version, transactions: [transaction_id], left }
  await tx
    .insertInto('alerts')
    .values({
      ...{ id, brand: profile.brand, profile_id: profile.id, kind, rule, state: 'open', count: 1 },
      ...{ last_position: position, evidence: sealEvidence(id, evidence, ownerOf(profile), sealer) },
      ...{ opened_at: now, last_at: now, resolved_by: null, resolved_at: null },
    })
    .execute()
  return id
}

/** Alerts of a rule that no reviewer has dismissed: they count for the risk. */
export function countingAlerts(db: Database | Tx, profileId: string) {
  return db
    .selectFrom('alerts')
    .select(['id', 'rule'])
    .where('profile_id', '=', profileId)
    .where('kind', '=', 'transactions')
    .where('state', '!=', 'dismissed')
    .orderBy('id')
    .execute()
}

export function ownedAlerts(db: Database | Tx) {
  return db
    .selectFrom('alerts')
    .innerJoin('profiles', 'profiles.id', 'alerts.profile_id')
    .selectAll('alerts')
    .select(OWNER_COLUMNS)
}

/** Loads an alert of this brand. Throws NOT_FOUND. */
export async function loadAlert(db: Database | Tx, brand: string, id: string): Promise<OwnedAlert> {
  const alert = await ownedAlerts(db).where('alerts.id', '=', id).where('alerts.brand', '=', brand).executeTakeFirst()
  if (!alert) throw new KycError('NOT_FOUND', { message: 'No such alert.' })
  return alert
}

/** Maps a row to the manager's API. */
export function toAlert(row: OwnedAlert, sealer: Sealer): AlertRecord {
  const { id, customer_id, profile_id, kind, rule, state, count, opened_at, last_at, resolved_by, resolved_at } = row
  return {
    ...{ id, customer_id, profile_id, kind, rule, state, count, opened_at, last_at, resolved_by, resolved_at },
    ...openEvidence(row, sealer),
  }
}
