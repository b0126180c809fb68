import type { ProfileRow } from '@/lib/database/schema'
import type { Change } from '../context'
import { addLogin } from '../records/logins'
import { findProfile, insertProfile, type PersonColumns, updateProfile } from '../records/profiles'

/** Finds or creates the customer's profile, and updates the details that came with the token or from a reviewer. */
export async function ensureProfile(
  change: Change,
  customer_id: string,
  person: Partial<PersonColumns> = {},
): Promise<ProfileRow> {
  const { tx, sealer, actor, now } = change
  const found = await findProfile(tx, actor.brand, customer_id)
  const email = person.email ?? found?.email ?? null
  const trading_login = person.trading_login ?? found?.trading_login ?? null
  const language = person.language ?? found?.language ?? null
  if (!found) {
    const person = { brand: actor.brand, customer_id, email, trading_login, language }
    const profile = await insertProfile(tx, person, sealer, now)
    const { id, status } = profile
    change.record({ event: 'profile.created', entity_id: id, profile_id: id, customer_id, after: { status } })
    await ensureLogin(change, profile)
    return profile
  }
  const profile = { ...found, email, trading_login, language }
  if (language !== found.language) await updateProfile(tx, found.id, { language })
  if (email === found.email && trading_login === found.trading_login) return profile
  await updateProfile(tx, found.id, { email, trading_login, updated_at: now })
  change.record({
    ...{ event: 'profile.details_changed', entity_id: found.id, profile_id: found.id, customer_id },
    after: { changed: ['email', 'trading_login'] },
  })
  await ensureLogin(change, profile)
  return profile
}

async function ensureLogin(change: Change, { id, customer_id, trading_login }: ProfileRow): Promise<void> {
  if (trading_login === null || !(await addLogin(change.tx, id, trading_login, change.now))) return
  change.record({
    ...{ event: 'profile.login_added', entity_id: id, profile_id: id, customer_id },
    after: { trading_login },
  })
}
