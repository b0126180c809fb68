import { v7 as uuid } from 'uuid'
import type { BrandScreening } from '@/lib/contract/screening/screening-settings'
import type { ScreeningReason } from '@/lib/contract/screening/screenings'
import type { ScreeningHitRow, ScreeningIndexRow, Tx } from '@/lib/database/schema'
import type { Change } from '../context'
import { updateProfile } from '../records/profiles'
import { changesSince, weightOf } from '../rules/hits'
import type { Hit, Screening } from '../verification/screening/port'
import { hitsOf, type OwnedHit, sealHit } from './hit-records'
import { type OwnedSubject, readParts } from './subject-records'

/** How long one answer of the lists may take, in milliseconds. */
export const SEARCH_MS = 30_000

type Found = {
  index: ScreeningIndexRow
  why: ScreeningReason
  asked_by?: string | null
  /** Whether all lists were searched, or only what is new in them. */
  whole: boolean
}

/**
 * Writes down a screening and its hits: new ones become cases, those that were declared false stay quiet unless something has
 * changed since. Reviewers see the profile accordingly; its customer and cTrader learn nothing.
 */
export async function recordScreening(
  change: Change,
  subject: OwnedSubject,
  { hits, omitted }: Screening,
  { index, why, asked_by = null, whole }: Found,
): Promise<void> {
  const { tx, now } = change
  const { profile_id, customer_id } = subject
  const id = await insertScreening(change, subject, { index, why, asked_by, hits: hits.length, omitted })
  const known = await hitsOf(tx, profile_id)
  for (const hit of hits) {
    const before = known.find(({ list, entry_id }) => list === hit.list && entry_id === hit.entry_id)
    if (before) await findAgain(change, subject, before, hit, id)
    else await insertHit(change, subject, hit, id)
  }
  if (whole) {
    const isFound = ({ list, entry_id }: OwnedHit) => hits.some((hit) => hit.list === list && hit.entry_id === entry_id)
    // With hits left out nobody knows which of them are gone.
    if (omitted === 0) for (const hit of known) if (!isFound(hit)) await loseHit(change, hit)
    await tx
      .updateTable('screening_subjects')
      .set({ index_id: index.id, screened_at: now })
      .where('profile_id', '=', profile_id)
      .execute()
  }
  await weighHits(tx, profile_id, whole ? { screening_state: 'done' } : {})
  change.record({
    ...{ event: 'screening.done', entity_id: id, profile_id, customer_id },
    after: { why, outcome: hits.length > 0 ? 'hits' : 'clear', hits: hits.length, omitted },
  })
}

type Written = { index: ScreeningIndexRow | null; why: ScreeningReason; asked_by: string | null }

/** @returns its id. */
async function insertScreening(
  { tx, sealer, now }: Change,
  { brand, profile_id, parts }: OwnedSubject,
  { index, hits, ...written }: Written & { hits: number; omitted: number },
): Promise<string> {
  const id = uuid()
  await tx
    .insertInto('screenings')
    .values({
      ...{ id, brand, profile_id, subject_digest: sealer.digest(parts), index_id: index?.id ?? null },
      ...{ ...written, outcome: hits > 0 ? 'hits' : 'clear', hits, at: now },
    })
    .execute()
  return id
}

/** Writes down that nobody could be screened. Approvals wait for another try. */
export async function recordFailure(
  change: Change,
  { brand, profile_id, parts, customer_id }: OwnedSubject,
  { index, why, asked_by }: Written,
): Promise<void> {
  const { tx, sealer, now } = change
  const id = uuid()
  await tx
    .insertInto('screenings')
    .values({
      ...{ id, brand, profile_id, subject_digest: sealer.digest(parts), index_id: index?.id ?? null, why, asked_by },
      ...{ outcome: 'failed', hits: 0, omitted: 0, at: now },
    })
    .execute()
  await updateProfile(tx, profile_id, { screening_state: 'failed' })
  change.record({ event: 'screening.failed', entity_id: id, profile_id, customer_id, after: { why } })
}

async function insertHit(change: Change, subject: OwnedSubject, hit: Hit, screening_id: string): Promise<void> {
  const { tx, sealer, now } = change
  const { brand, profile_id, customer_id, parts } = subject
  const { list, entry_id, entry_digest, topic, score } = hit
  const id = uuid()
  await tx
    .insertInto('screening_hits')
    .values({
      ...{ id, brand, profile_id, screening_id, list, entry_id, entry_digest, topic, parts },
      ...{ hit: sealHit(hit, { ...subject, id }, sealer), state: 'open', changed: '[]', proposed: null },
      ...{ resolutions: null, gone_at: null, found_at: now, updated_at: now, resolved_at: null },
    })
    .execute()
  change.record({
    ...{ event: 'hit.found', entity_id: id, profile_id, customer_id, after: { list, entry_id, topic, score } },
  })
}

/** A hit that is known already: what was declared false comes back if the entry or the person’s data have changed. */
async function findAgain(
  change: Change,
  subject: OwnedSubject,
  before: OwnedHit,
  hit: Hit,
  screening_id: string,
): Promise<void> {
  const { tx, sealer, now } = change
  const { list, entry_id, entry_digest, topic, score } = hit
  const changed = changesSince(
    { parts: readParts(before.parts), entry_digest: before.entry_digest },
    { parts: readParts(subject.parts), entry_digest },
  )
  if (changed.length === 0 && before.gone_at === null) return
  const returns = before.state === 'false_positive' && changed.length > 0
  const columns: Partial<ScreeningHitRow> = {
    ...{ screening_id, entry_digest, topic, parts: subject.parts, hit: sealHit(hit, before, sealer) },
    // What the first of two reviewers decided was of another entry, or another person.
    ...{ gone_at: null, updated_at: now, proposed: null },
    ...(returns && { state: 'open' as const, changed: JSON.stringify(changed), resolved_at: null }),
  }
  await tx.updateTable('screening_hits').set(columns).where('id', '=', before.id).execute()
  if (!returns) return
  change.record({
    ...{ event: 'hit.returned', entity_id: before.id, profile_id: before.profile_id },
    ...{ customer_id: before.customer_id, before: { state: before.state } },
    after: { list, entry_id, topic, score, changed },
  })
}

/**
 * A hit that is no longer found. It stays a case until a reviewer settles it: whoever is listed could change their name for
 * it to go.
 */
export async function loseHit(change: Change, hit: OwnedHit): Promise<void> {
  if (hit.gone_at !== null) return
  const { id, profile_id, customer_id, list, entry_id } = hit
  const { tx, now } = change
  await tx.updateTable('screening_hits').set({ gone_at: now, updated_at: now }).where('id', '=', id).execute()
  change.record({ event: 'hit.gone', entity_id: id, profile_id, customer_id, after: { list, entry_id } })
}

/** Brings a profile up to date with its hits. */
export async function weighHits(tx: Tx, profileId: string, more: { screening_state?: 'done' } = {}): Promise<void> {
  await updateProfile(tx, profileId, { ...weightOf(await hitsOf(tx, profileId)), ...more })
}

/** One answer for several subjects of one person: of each entry the best hit. */
export function mergedScreening(screenings: readonly Screening[], limit: number): Screening {
  const best = new Map<string, Hit>()
  for (const hit of screenings.flatMap(({ hits }) => hits)) {
    const key = JSON.stringify([hit.list, hit.entry_id])
    if ((best.get(key)?.score ?? -1) < hit.score) best.set(key, hit)
  }
  const hits = [...best.values()].sort((one, other) => other.score - one.score)
  const omitted = Math.max(0, ...screenings.map((screening) => screening.omitted))
  return { hits: hits.slice(0, limit), omitted: omitted + Math.max(0, hits.length - limit) }
}

/** How a brand’s people are searched for. */
export function optionsOf({ threshold, limit }: BrandScreening) {
  return { threshold, limit, deadline_ms: SEARCH_MS }
}
