import type { z } from 'zod'
import type { ProfileRow } from '@/lib/database/schema'
import type { Owner, Place, Sealer } from '@/lib/files/sealer'

/** The columns of `profiles` that make a row of something of theirs an `Owner`. */
export const OWNER_COLUMNS = ['profiles.brand', 'profiles.customer_id', 'profiles.data_key'] as const

/** The person of a profile, as the owner of what is sealed of them. */
export function ownerOf({
  id: profile_id,
  brand,
  customer_id,
  data_key,
}: Pick<ProfileRow, 'id' | 'brand' | 'customer_id' | 'data_key'>): Owner {
  return { profile_id, brand, customer_id, data_key }
}

/** Seals a value as JSON. */
export function sealJson(value: unknown, owner: Owner, place: Place, sealer: Sealer): string {
  return sealer.seal(JSON.stringify(value), owner, place)
}

/** Opens what was sealed as JSON. Null where nothing was, and where it does not open: it is damaged then. */
export function openJson<Value>(
  schema: z.ZodType<Value>,
  sealed: string | null,
  owner: Owner,
  place: Place,
  sealer: Sealer,
): Value | null {
  const text = sealed === null ? null : sealer.open(sealed, owner, place)
  return text === null ? null : schema.parse(JSON.parse(text))
}

/** Where an email is sealed: in the input of its job. */
export function placeOfEmail(jobId: string): Place {
  return ['jobs', 'input', jobId]
}
