import type { Answers } from '@/lib/contract/form'
import type { Resolution } from '@/lib/contract/pictures/differences'
import type { Signal } from '@/lib/contract/records'
import type { SignalCode } from '@/lib/contract/signals'
import { earliestDayAt } from '@/lib/form/calendar/days'
import type { Change } from '../context'
import { currentDocuments, openMrz, sealMrz, signalsOf, updateDocument } from '../records/documents'
import { openResolutions } from '../records/resolutions'
import { compareMrz, withAnsweredCentury } from '../rules/mrz-comparison'
import { givenAnswers } from './given-answers'

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
  const answers: Answers = Object.assign({}, ...(await givenAnswers(change, profile_id)).map((given) => given.answers))
  const today = earliestDayAt(new Date(now))
  for (const document of documents) {
    const read = openMrz(document, sealer)
    if (!read) continue
    const mrz = withAnsweredCentury(read, answers, today)
    if (mrz !== read) await updateDocument(tx, document.id, { mrz: sealMrz(document, mrz, sealer) })
    const kept = signalsOf(document).filter(({ code }) => !FROM_MRZ.includes(code))
    const resolutions = openResolutions(document, sealer) ?? []
    const compared = compareMrz(mrz, answers, today).map((signal) => withKept(signal, resolutions, answers))
    const found = [...kept, ...compared]
    const signals = JSON.stringify(found)
    if (signals === document.signals) continue
    await updateDocument(tx, document.id, { signals })
    change.record({
      ...{ event: 'document.signals_changed', entity_id: document.id, profile_id, customer_id },
      after: { signals: found.map(nameOf) },
    })
  }
}

/** A difference that the customer knows of and keeps, as long as the answer is the one of which they said so. */
function withKept(signal: Signal, resolutions: readonly Resolution[], answers: Answers): Signal {
  if (signal.code !== 'MRZ_DISAGREES' || signal.field === undefined) return signal
  const said = resolutions.findLast(({ field }) => field === signal.field)
  const isKept = said?.resolution === 'kept' && said.answer === answers[signal.field]
  return isKept ? { ...signal, kept: true } : signal
}

function nameOf({ code, field, kept }: Signal): string {
  return [code, field, kept && 'kept'].filter(Boolean).join(' ')
}
