import { defineJob } from '@/lib/jobs/job'
import { makeChange } from '../change'
import type { Context } from '../context'
import { profileById } from '../records/profiles'
import { inTurns } from '../verification/screening/in-turns'
import type { Screening, Subject } from '../verification/screening/port'
import { indexInForce } from './indexes'
import { mergedScreening, optionsOf, recordFailure, recordScreening } from './record-screening'
import { SCREENING_REQUEST, type ScreeningRequest } from './screening-request'
import type { Searched } from './search'
import { type OwnedSubject, openSubjects, subjectOf } from './subject-records'

/** How often somebody is looked for anew because they, or the lists, have changed meanwhile. */
const MOST_ROUNDS = 5

/** Screens one profile against all lists. */
export const screenProfileJob = defineJob({
  ...SCREENING_REQUEST,
  handle: async (context: Context, request) => {
    for (let round = 0; round < MOST_ROUNDS; round += 1) if (await screenOnce(context, request)) return
    throw new Error('The person or the lists have changed with every try')
  },
  async gaveUp(context: Context, { profile_id, why, asked_by }) {
    const subject = await subjectOf(context.db, profile_id)
    if (subject) await failFor(context, subject, { why, asked_by })
  },
})

/** Says that somebody could not be screened, unless that is known. */
export function failFor(
  context: Context,
  subject: OwnedSubject,
  { why, asked_by }: Pick<ScreeningRequest, 'why' | 'asked_by'>,
): Promise<void> {
  return makeChange(context, systemOf(subject), 'Screen', async (change) => {
    const index = (await indexInForce(change.tx)) ?? null
    const { screening_state } = await profileById(change.tx, subject.profile_id)
    if (screening_state !== 'failed') await recordFailure(change, subject, { index, why, asked_by })
    return () => undefined
  })
}

export const systemOf = ({ brand }: { brand: string }) => ({ name: 'system', role: 'system', brand })

/** @returns false where the person or the lists have changed meanwhile. */
async function screenOnce(context: Context, { profile_id, why, asked_by }: ScreeningRequest): Promise<boolean> {
  const subject = await subjectOf(context.db, profile_id)
  if (!subject) return true
  const searched = await requireInForce(context)
  const [found] = await searchFor(context, [subject], searched)
  if (!found?.screening) throw new Error('Whom to look for does not open: it was changed, or belongs to another row')
  return recordIfCurrent(context, subject, found.screening, { index: searched.index, why, asked_by, whole: true })
}

/** What is in force. Throws where no list was taken yet: nobody is clear of a list that is not there. */
export async function requireInForce({ search }: Context): Promise<Searched> {
  const searched = await search.inForce()
  if (!searched) throw new Error('No version of any list was taken yet')
  return searched
}

export type FoundFor = { subject: OwnedSubject; screening: Screening | null }

/** Looks for these people, of one brand. The answer is null for whom does not open. */
export async function searchFor(
  { screening, sealer }: Context,
  people: readonly OwnedSubject[],
  { host }: Pick<Searched, 'host'>,
): Promise<FoundFor[]> {
  const options = optionsOf(screening.settingsOf(people[0]?.brand ?? ''))
  const opened: { subject: OwnedSubject; known: Subject[] | null }[] = []
  for await (const subject of inTurns(people)) opened.push({ subject, known: openSubjects(subject, sealer) })
  const answers = await host.screen(
    opened.flatMap(({ known }) => known ?? []),
    options,
  )
  let at = 0
  return opened.map(({ subject, known }) => {
    if (known === null) return { subject, screening: null }
    at += known.length
    return { subject, screening: mergedScreening(answers.slice(at - known.length, at), options.limit) }
  })
}

type Recorded = Parameters<typeof recordScreening>[3]

/** Writes down a screening if it is still of this person and these lists. @returns false where it is not. */
export function recordIfCurrent(
  context: Context,
  subject: OwnedSubject,
  screening: Screening,
  recorded: Recorded,
): Promise<boolean> {
  return makeChange(context, systemOf(subject), 'Screen', async (change) => {
    const now = await subjectOf(change.tx, subject.profile_id)
    // Whoever was erased meanwhile is screened no more.
    if (!now) return () => true
    const { screening_state } = await profileById(change.tx, subject.profile_id)
    // Somebody else was faster.
    if (recorded.why === 'person' && screening_state === 'done') return () => true
    const isCurrent = now.parts === subject.parts && (await indexInForce(change.tx))?.id === recorded.index.id
    if (isCurrent) await recordScreening(change, subject, screening, recorded)
    return () => isCurrent
  })
}
