import { z } from 'zod'
import type { Anchor } from '@/lib/contract/audit'
import { Fault } from '@/lib/contract/errors'
import type { AuditHeadRow } from '@/lib/database/schema'
import { defineJob } from '@/lib/jobs/job'
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
 * Writes down, outside the database, how each brand's audit ends, where that is news. An audit that ends before its last
 * anchor, or as nobody of us has written it, is not anchored but told: the job fails.
 */
export async function anchorAudit(context: Context): Promise<void> {
  const { db, auditAnchor } = context
  if (!auditAnchor) return
  const last = new Map<string, Anchor>()
  for (const anchor of (await auditAnchor.read()).anchors) last.set(anchor.brand, anchor)
  const [anchors, failed]: [Anchor[], string[]] = [[], []]
  for (const head of await db.selectFrom('audit_heads').selectAll().execute()) {
    const before = last.get(head.brand)
    if (before?.sequence === head.sequence && before.link === head.link) continue
    const anchor = before && before.sequence >= head.sequence ? null : await anchorOf(context, head)
    if (anchor) anchors.push(anchor)
    else failed.push(head.brand)
  }
  await auditAnchor.append(anchors)
  if (failed.length > 0)
    throw new Fault(`The audit of ${failed.join(', ')} does not end as it was written. See: npm run audit -- verify`)
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
