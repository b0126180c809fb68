import type { ProfileRow } from '@/lib/database/schema'
import type { Change } from '../context'
import { updateProfile } from '../records/profiles'
import { attachLevel } from './attach-step'

/** Raises the required level and attaches its steps (`kyc.set_required_level`). Never lowers it or detaches steps. */
export async function raiseLevel(change: Change, profile: ProfileRow, level: number): Promise<void> {
  const { id, customer_id } = profile
  const required_level = Math.max(profile.required_level, level)
  if (required_level > profile.required_level) {
    await updateProfile(change.tx, id, { required_level })
    change.record({
      event: profile.required_level === 0 ? 'profile.first_level_required' : 'profile.level_raised',
      ...{ entity_id: id, profile_id: id, customer_id },
      ...{ before: { required_level: profile.required_level }, after: { required_level } },
    })
  }
  await attachLevel(change, profile, required_level)
}
