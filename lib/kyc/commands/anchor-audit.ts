import { z } from 'zod'
import type { Anchor } from '@/lib/contract/audit'
import { Fault } from '@/lib/contract/errors'
import type { AuditHeadRow } from '@/lib/database/schema'
import type { AnchorPlace } from '@/lib/files/anchors/anchor-place'
import { defineJob } from '@/lib/jobs/job'
import { findPause } from '@/lib/jobs/pause'
import type { Context } from '../context'
import { signedText } from '../records/audit-chain'

/** Anchors the audit every ten minutes: so much of its end could be cut off without being found. */
export const anchorAuditJob = defineJob({
  kind: 'audit.anchor',
  input: z.object({}),
  maxAttempts: 1,
  claimFor: 10 * 60_000,
  every: 10 * 60_000,
  handle: (context: Context) => anchorAudit(context),
})

/**
 * Writes down, outside the database, how each brand's audit ends, in each place where that is news. The places know nothing of
 * one another: one that does not take it holds up none, and gets at the next run what it lacks. An audit that ends before its
 * last anchor, or as nobody of us has written it, is not anchored but told: the job fails.
 *
 * A copy of the data that tells nobody anything anchors nothing either (docs/decisions/0025-one-copy-tells.md).
 */
export async function anchorAudit(context: Context): Promise<void> {
  const { db, auditAnchors } = context
  if (auditAnchors.length === 0 || (await findPause(db))) return
  const heads = await db.selectFrom('audit_heads').selectAll().execute()
  const outcomes = await Promise.allSettled(auditAnchors.map((place) => anchorIn(context, place, heads)))
  const failed = outcomes.flatMap((outcome, at) =>
    outcome.status === 'rejected' ? { place: auditAnchors[at]?.name, error: outcome.reason as unknown } : [],
  )
  if (failed.length === 0) return
  const told = failed.map(({ place, error }) => `${place}: ${inOwnWords(error)}`)
  throw new Fault(`The audit is not anchored everywhere. ${told.join('; ')}`, { cause: failed[0]?.error })
}

async function anchorIn(context: Context, place: AnchorPlace, heads: readonly AuditHeadRow[]): Promise<void> {
  const { auditKey, anchored } = context
  const since = await place.since(heads)
  // What somebody else has put there says nothing of our audit.
  const ours = since.filter((anchor) => auditKey.verifies(signedText(anchor), anchor.signature))
  const [news, failed]: [Anchor[], string[]] = [[], []]
  for (const head of heads) {
    const there = ours.filter(({ brand }) => brand === head.brand)
    if (there.length > 0 && there.every(({ sequence, link }) => sequence === head.sequence && link === head.link))
      continue
    const anchor = there.length > 0 ? null : await anchorOf(context, head)
    if (anchor) news.push(anchor)
    else failed.push(head.brand)
  }
  const kept = await Promise.allSettled(news.map((anchor) => place.keep(anchor)))
  const refused = kept.find((outcome) => outcome.status === 'rejected')
  if (failed.length > 0)
    throw new Fault(`The audit of ${failed.join(', ')} does not end as it was written. See: npm run audit -- verify`)
  if (refused) throw refused.reason
  anchored(place.name)
}

/** Of others only that it was not taken: the log has their facts, and they may quote what they were given. */
function inOwnWords(error: unknown): string {
  return error instanceof Error && 'ownWords' in error ? error.message : 'it was not taken, and will be tried again'
}

async function anchorOf({ db, auditKey, clock }: Context, head: AuditHeadRow): Promise<Anchor | null> {
  const { brand, sequence, link } = head
  const row = await db
    .selectFrom('audit')
    .select('signature')
    .where('brand', '=', brand)
    .where('sequence', '=', sequence)
    .executeTakeFirst()
  const signature = row?.signature ?? ''
  if (!auditKey.verifies(signedText(head), signature)) return null
  return { brand, sequence, link, signature, public_key: auditKey.publicKey, at: clock().toISOString() }
}
