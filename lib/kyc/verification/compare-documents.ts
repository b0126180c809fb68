import type { Answers } from '@/lib/contract/form'
import type { Signal } from '@/lib/contract/records'
import type { SignalCode } from '@/lib/contract/signals'
import { STEP_STATUS } from '@/lib/contract/statuses'
import type { StepRow } from '@/lib/database/schema'
import { earliestDayAt } from '@/lib/form/days'
import { visibleAnswers } from '@/lib/form/visibility'
import type { Change } from '../context'
import { currentDocuments, openMrz, signalsOf, updateDocument } from '../records/documents'
import { formOf, openAnswers, stepsOf } from '../records/steps'
import { compareMrz, withAnsweredCentury } from '../rules/mrz-comparison'

/** The signals of `compareMrz`, which are replaced at each comparison. */
const FROM_MRZ: readonly SignalCode[] = ['MRZ_CHECK_DIGITS', 'MRZ_DISAGREES', 'MRZ_NOT_COMPARABLE', 'EXPIRED']

/** Compares the MRZ of each of a profile's documents with the answers, and stores the resulting signals. */
export async function compareDocuments(
  change: Change,
  { profile_id, customer_id }: { profile_id: string; customer_id: string },
): Promise<void> {
  const { tx, sealer, now } = change
  const documents = (await currentDocuments(tx, { profile_id })).filter(({ mrz }) => mrz !== null)
  if (documents.length === 0) return
  const answers = await answersOf(change, profile_id)
  const today = earliestDayAt(new Date(now))
  for (const document of documents) {
    const read = openMrz(document, sealer)
    if (!read) continue
    const mrz = withAnsweredCentury(read, answers, today)
    if (mrz !== read) await updateDocument(tx, document.id, { mrz: sealer.seal(JSON.stringify(mrz)) })
    const kept = signalsOf(document).filter(({ code }) => !FROM_MRZ.includes(code))
    const found = [...kept, ...compareMrz(mrz, answers, today)]
    const signals = JSON.stringify(found)
    if (signals === document.signals) continue
    await updateDocument(tx, document.id, { signals })
    change.record({
      ...{ event: 'document.signals_changed', entity_id: document.id, profile_id, customer_id },
      after: { signals: found.map(nameOf) },
    })
  }
}

function nameOf({ code, field }: Signal): string {
  return field ? `${code} ${field}` : code
}

/** All visible answers so far, including drafts, except those of steps in review: there the submitted ones count. */
async function answersOf({ tx, sealer }: Change, profileId: string): Promise<Answers> {
  const steps = (await stepsOf(tx, profileId)).sort((one, other) => (one.id < other.id ? -1 : 1))
  const given = ({ status, draft, answers }: StepRow) => (status === STEP_STATUS.pending ? answers : (draft ?? answers))
  const answered = steps.map((step) => visibleAnswers(formOf(step), openAnswers(given(step), sealer) ?? {}))
  return Object.assign({}, ...answered)
}
