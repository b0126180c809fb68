import type { EventName } from '@/lib/contract/events'
import { visibleAnswers } from '@/lib/form/visibility'
import type { Change } from '../context'
import { currentDocuments, openMrz } from '../records/documents'
import { profileById, updateProfile } from '../records/profiles'
import { ownerOf } from '../records/sealed'
import { formOf, openAnswers, stepsOf } from '../records/steps'
import { answersByMeaning } from '../rules/field-meaning'
import type { Subject } from '../verification/screening/port'
import { isScreeningOn } from './indexes'
import { SCREENING_REQUEST } from './screening-request'
import { partsOf, sealSubjects, subjectOf } from './subject-records'
import { subjectsOf } from './subjects-of'

/** After these, more or something else may be known of who the person is. */
const TELLING: readonly EventName[] = ['step.submitted', 'document.read', 'document.removed', 'step.reissued']

/** Whether an event may have changed whom to look for. */
export function isTelling(event: EventName): boolean {
  return TELLING.includes(event)
}

/**
 * Notices whether somebody else is to be looked for than before, and asks for a screening then. Does nothing where no list is
 * set up. Whoever is not known by any name yet needs none.
 */
export async function noticePerson(change: Change, profileId: string): Promise<void> {
  const { tx } = change
  if (!(await isScreeningOn(tx))) return
  if ((await rememberPerson(change, profileId)) !== 'due') return
  const input = { profile_id: profileId, why: 'person' as const, asked_by: null }
  const { customer_id } = await profileById(tx, profileId)
  await change.enqueue(SCREENING_REQUEST, { input, customer_id })
}

/** Keeps whom to look for now. @returns the new state of the profile’s screening; null where it is as before. */
export async function rememberPerson(
  { tx, sealer }: Pick<Change, 'tx' | 'sealer'>,
  profileId: string,
): Promise<'none' | 'due' | null> {
  const profile = await profileById(tx, profileId)
  const subjects = await knownOf({ tx, sealer }, profileId)
  const owner = ownerOf(profile)
  const before = await subjectOf(tx, profileId)
  // Who was known once stays known: to take a document back makes nobody another.
  if (subjects.length === 0 && (before || profile.screening_state === 'none')) return null
  if (subjects.length === 0) {
    await updateProfile(tx, profileId, { screening_state: 'none' })
    return 'none'
  }
  const parts = JSON.stringify(partsOf(subjects, owner, sealer))
  if (before?.parts === parts && profile.screening_state !== null) return null
  const known = { subjects: sealSubjects(subjects, owner, sealer), parts }
  if (before) await tx.updateTable('screening_subjects').set(known).where('profile_id', '=', profileId).execute()
  else
    await tx
      .insertInto('screening_subjects')
      .values({ profile_id: profileId, brand: profile.brand, ...known, index_id: null, screened_at: null })
      .execute()
  await updateProfile(tx, profileId, { screening_state: 'due' })
  return 'due'
}

/** What is known of who a person is, by what they have submitted and by their documents. */
async function knownOf({ tx, sealer }: Pick<Change, 'tx' | 'sealer'>, profileId: string): Promise<Subject[]> {
  const steps = (await stepsOf(tx, profileId)).sort((one, other) => (one.id < other.id ? -1 : 1))
  const documents = await currentDocuments(tx, { profile_id: profileId })
  const answers = steps.flatMap((step) => {
    const given = openAnswers(step, 'answers', sealer)
    return given === null ? [] : answersByMeaning(formOf(step), visibleAnswers(formOf(step), given))
  })
  return subjectsOf(
    answers,
    documents.flatMap((document) => openMrz(document, sealer) ?? []),
  )
}
