import { KycError } from '@/lib/contract/errors'
import type { ManagerInput, ManagerOutput } from '@/lib/contract/manager'
import type { HitResolution } from '@/lib/contract/screening/screenings'
import type { ScreeningHitRow } from '@/lib/database/schema'
import { makeChange } from '../change'
import type { Actor, Context } from '../context'
import { conflictFor } from '../rules/conflict'
import { needsSecond } from '../rules/hits'
import { type OwnedHit, openHitResolutions, ownedHits, proposedOf, sealResolutions, toHit } from './hit-records'
import { weighHits } from './record-screening'

/**
 * Settles a hit, or settles it anew. That an entry of a sanctions list is somebody else takes two different reviewers: the first
 * one’s decision is kept, and the hit stays open. Throws NOT_FOUND, and CONFLICT where the same one confirms, where the entry
 * is not the one that was seen, and where nothing would change.
 */
export function resolveHit(
  context: Context,
  actor: Actor,
  { id, state, reason, justification, entry_digest }: ManagerInput<'MngResolveKycHit'>,
): Promise<ManagerOutput<'MngResolveKycHit'>> {
  return makeChange(context, actor, 'MngResolveKycHit', async (change) => {
    const { tx, sealer, now } = change
    const find = () =>
      ownedHits(tx)
        .where('screening_hits.id', '=', id)
        .where('screening_hits.brand', '=', actor.brand)
        .executeTakeFirst()
    const hit = await find()
    if (!hit) throw new KycError('NOT_FOUND', { message: 'No such hit.' })
    if (entry_digest !== undefined && entry_digest !== hit.entry_digest) throw conflictFor('entry_changed')
    if (hit.state === state && hit.state !== 'unsure') throw conflictFor('settled')
    const proposed = proposedOf(hit)
    const first = needsSecond({ topic: hit.topic, proposed }, state)
    if (!first && proposed?.state === state && proposed.by === actor.name) throw conflictFor('second_resolution_needed')
    const resolution: HitResolution = { by: actor.name, at: now, state, reason, justification }
    const columns: Partial<ScreeningHitRow> = first
      ? { proposed: JSON.stringify({ state, by: actor.name }) }
      : { state, proposed: null, resolved_at: now, changed: '[]' }
    const resolutions = sealResolutions([...(openHitResolutions(hit, sealer) ?? []), resolution], hit, sealer)
    await tx
      .updateTable('screening_hits')
      .set({ ...columns, resolutions, updated_at: now })
      .where('id', '=', id)
      .execute()
    if (!first) await weighHits(tx, hit.profile_id)
    const about = { entity_id: id, profile_id: hit.profile_id, customer_id: hit.customer_id, comment: justification }
    const before = { state: hit.state }
    const entry = { list: hit.list, entry_id: hit.entry_id, entry_digest: hit.entry_digest }
    if (first) change.record({ event: 'hit.proposed', ...about, before, after: { proposed: state, reason, ...entry } })
    else {
      const by = proposed?.state === state && hit.topic === 'sanctions' ? { proposed_by: proposed.by } : {}
      change.record({ event: 'hit.resolved', ...about, before, after: { state, reason, ...by, ...entry } })
    }
    return async () => toHit((await find()) as OwnedHit, sealer)
  })
}
