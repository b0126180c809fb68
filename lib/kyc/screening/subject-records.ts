import { z } from 'zod'
import type { Database, ScreeningSubjectRow, Tx } from '@/lib/database/schema'
import type { Owner, Sealer } from '@/lib/files/sealer'
import { OWNER_COLUMNS, openJson, sealJson } from '../records/sealed'
import type { Parts } from '../rules/hits'
import { type Subject, subjectSchema } from '../verification/screening/port'

/** Whom to look for of each profile, sealed like answers. */

export type OwnedSubject = ScreeningSubjectRow & Owner

const placeOf = (profileId: string) => ['screening_subjects', 'subjects', profileId] as const
const partsSchema = z.record(z.string(), z.string())

export function ownedSubjects(db: Database | Tx) {
  return db
    .selectFrom('screening_subjects')
    .innerJoin('profiles', 'profiles.id', 'screening_subjects.profile_id')
    .selectAll('screening_subjects')
    .select([...OWNER_COLUMNS])
}

/** Whom to look for of a profile; undefined where nobody is known. */
export function subjectOf(db: Database | Tx, profileId: string): Promise<OwnedSubject | undefined> {
  return ownedSubjects(db).where('screening_subjects.profile_id', '=', profileId).executeTakeFirst()
}

/** Null where it does not open: it was changed, or belongs to another row. */
export function openSubjects(row: OwnedSubject, sealer: Sealer): Subject[] | null {
  return openJson(z.array(subjectSchema), row.subjects, row, placeOf(row.profile_id), sealer)
}

export function sealSubjects(subjects: readonly Subject[], owner: Owner, sealer: Sealer): string {
  return sealJson(subjects, owner, placeOf(owner.profile_id), sealer)
}

/** A keyed digest of each part, by which changes are noticed. It tells nothing without the key. */
export function partsOf(subjects: readonly Subject[], { brand, profile_id }: Owner, sealer: Sealer): Parts {
  const digest = (part: string, value: unknown) =>
    sealer.digest(`${brand}\n${profile_id}\n${part}\n${JSON.stringify(value ?? null)}`).slice(0, 22)
  const [first] = subjects
  return {
    names: digest('names', first?.names),
    birth_date: digest(
      'birth_date',
      subjects.map(({ birth_date }) => birth_date ?? null),
    ),
    countries: digest('countries', first?.countries),
    genders: digest('genders', first?.genders),
    identifiers: digest('identifiers', first?.identifiers),
  }
}

export function readParts(text: string): Parts {
  return partsSchema.parse(JSON.parse(text))
}
