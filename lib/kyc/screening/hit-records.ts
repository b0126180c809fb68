import { z } from 'zod'
import {
  CHANGED_PARTS,
  HIT_STATES,
  type HitRecord,
  type HitResolution,
  resolutionOfHitSchema,
} from '@/lib/contract/screening/screenings'
import type { Database, ScreeningHitRow, Tx } from '@/lib/database/schema'
import type { Owner, Sealer } from '@/lib/files/sealer'
import { OWNER_COLUMNS, openJson, sealJson } from '../records/sealed'
import { type Hit, hitSchema } from '../verification/screening/port'
import { reasonsInWords } from './reasons-in-words'

/** Hits, sealed like answers: who somebody may be is the person's. */

export type OwnedHit = ScreeningHitRow & Owner

const placeOf = (column: 'hit' | 'resolutions', id: string) => ['screening_hits', column, id] as const
const proposedSchema = z.object({ state: z.enum(HIT_STATES), by: z.string() })

export function ownedHits(db: Database | Tx) {
  return db
    .selectFrom('screening_hits')
    .innerJoin('profiles', 'profiles.id', 'screening_hits.profile_id')
    .selectAll('screening_hits')
    .select([...OWNER_COLUMNS])
}

export function hitsOf(db: Database | Tx, profileId: string): Promise<OwnedHit[]> {
  return ownedHits(db).where('screening_hits.profile_id', '=', profileId).orderBy('screening_hits.id').execute()
}

type HitOwner = Owner & Pick<ScreeningHitRow, 'id'>

export function sealHit(hit: Hit, owner: HitOwner, sealer: Sealer): string {
  return sealJson(hit, owner, placeOf('hit', owner.id), sealer)
}

export function openHit(row: OwnedHit, sealer: Sealer): Hit | null {
  return openJson(hitSchema, row.hit, row, placeOf('hit', row.id), sealer)
}

export function sealResolutions(resolutions: readonly HitResolution[], owner: HitOwner, sealer: Sealer): string {
  return sealJson(resolutions, owner, placeOf('resolutions', owner.id), sealer)
}

/** Null where they are damaged. */
export function openHitResolutions(row: OwnedHit, sealer: Sealer): HitResolution[] | null {
  if (row.resolutions === null) return []
  return openJson(z.array(resolutionOfHitSchema), row.resolutions, row, placeOf('resolutions', row.id), sealer)
}

/** What the first of two reviewers decided. */
export function proposedOf({ proposed }: Pick<ScreeningHitRow, 'proposed'>) {
  return proposed === null ? null : proposedSchema.parse(JSON.parse(proposed))
}

/** What the list says, without what stands beside it in the hit. */
function listedEntry({ entry }: Hit): HitRecord['entry'] {
  const { names, birth_dates, genders, countries, identifiers, remarks } = entry
  return { names, birth_dates, genders, countries, identifiers, remarks }
}

/** Maps a row to the manager’s API. */
export function toHit(row: OwnedHit, sealer: Sealer): HitRecord {
  const { id, profile_id, customer_id, screening_id, state, list, entry_id, entry_digest, topic } = row
  const { gone_at, found_at, updated_at, resolved_at } = row
  const [hit, resolutions] = [openHit(row, sealer), openHitResolutions(row, sealer)]
  const damaged = [...(hit ? [] : ['hit' as const]), ...(resolutions ? [] : ['resolutions' as const])]
  return {
    ...{ id, profile_id, customer_id, screening_id, state, list, entry_id, entry_digest, topic },
    ...{ list_version: hit?.list_version ?? null, list_published_at: hit?.list_published_at ?? null },
    ...{ list_taken_at: hit?.list_taken_at ?? null, entry: hit && listedEntry(hit) },
    ...{ topics: hit?.topics ?? [], schema: hit?.schema ?? null },
    ...{ score: hit?.score ?? null, caption: hit?.caption ?? null, matched_name: hit?.matched_name ?? null },
    ...{ programmes: hit?.programmes ?? [], reasons: hit?.reasons ?? [], strengths: hit?.strengths ?? {} },
    explanation: reasonsInWords(hit?.reasons ?? []),
    changed: z.array(z.enum(CHANGED_PARTS)).parse(JSON.parse(row.changed)),
    ...{ proposed: proposedOf(row), resolutions: resolutions ?? [] },
    ...{ gone_at, found_at, updated_at, resolved_at },
    ...(damaged.length > 0 && { damaged }),
  }
}
