import { z } from 'zod'
import type { ManagerInput, ManagerOutput } from '@/lib/contract/manager'
import type { ProfileRow } from '@/lib/database/schema'
import { makeChange } from '../../change'
import type { Actor, Change, Context } from '../../context'
import { loadProfile, updateProfile } from '../../records/profiles'
import { conflictFor } from '../../rules/conflict'
import { eraseProfile } from '../../transitions/erase-profile'

const askedSchema = z.object({ by: z.string(), at: z.string() })

/**
 * Erases a customer in two steps: one manager asks, with a justification, another one confirms. Nothing of it can be taken
 * back. Throws NOT_FOUND, and CONFLICT under legal hold or where the same manager confirms.
 */
export async function eraseCustomer(
  context: Context,
  actor: Actor,
  { id, justification, withdraw }: ManagerInput<'MngEraseKycCustomer'>,
): Promise<ManagerOutput<'MngEraseKycCustomer'>> {
  const state = await makeChange(context, actor, 'MngEraseKycCustomer', async (change) => {
    const profile = await loadProfile(change.tx, actor.brand, id)
    const asked = profile.erasure_asked === null ? null : askedSchema.parse(JSON.parse(profile.erasure_asked))
    if (withdraw) return withdrawRequest(change, profile, justification)
    if (profile.legal_hold === 1) throw conflictFor('legal_hold')
    if (!asked) return askForErasure(change, profile, justification)
    if (asked.by === actor.name) throw conflictFor('another_manager_needed')
    await eraseProfile(change, profile, { comment: justification, asked_by: asked.by })
    return () => 'erased' as const
  })
  // What the cache holds would go by itself, but later.
  if (state === 'erased') context.cache.delete(id)
  return { id, state }
}

async function askForErasure(change: Change, profile: ProfileRow, comment: string): Promise<() => 'asked'> {
  const { tx, now, actor } = change
  await updateProfile(tx, profile.id, { erasure_asked: JSON.stringify({ by: actor.name, at: now }) })
  change.record({
    ...{ event: 'profile.erasure_asked', entity_id: profile.id, profile_id: profile.id },
    ...{ customer_id: profile.customer_id, after: { asked: true }, comment },
  })
  return () => 'asked'
}

async function withdrawRequest(change: Change, profile: ProfileRow, comment: string): Promise<() => 'withdrawn'> {
  if (profile.erasure_asked !== null) {
    await updateProfile(change.tx, profile.id, { erasure_asked: null })
    change.record({
      ...{ event: 'profile.erasure_asked', entity_id: profile.id, profile_id: profile.id },
      ...{ customer_id: profile.customer_id, after: { asked: false }, comment },
    })
  }
  return () => 'withdrawn'
}
