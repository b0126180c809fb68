import type { Answers } from '@/lib/contract/form'
import type { Resolution } from '@/lib/contract/pictures/differences'
import type { Signal } from '@/lib/contract/records'
import type { SignalCode } from '@/lib/contract/signals'
import { earliestDayAt } from '@/lib/form/calendar/days'
import type { Change } from '../context'
import { currentDocuments, openBarcodes, openMrz, sealMrz, signalsOf, updateDocument } from '../records/documents'
import { openResolutions } from '../records/resolutions'
import { cardOf, compareCard } from '../rules/card-barcode'
import { compareMrz, withAnsweredCentury } from '../rules/mrz-comparison'
import { givenAnswers } from './given-answers'

/** The signals of `compareMrz` and `compareCard`, which are replaced at each comparison. */
const COMPARED: readonly SignalCode[] = [
  ...(['MRZ_CHECK_DIGITS', 'MRZ_DISAGREES', 'MRZ_NOT_COMPARABLE', 'BARCODE_DISAGREES', 'EXPIRED'] as const),
]

/** Compares the MRZ and the barcode of each of a profile's documents with the answers, and stores the resulting signals. */
export async function compareDocuments(
  change: Change,
  { profile_id, customer_id }: { profile_id: string; customer_id: string },
): Promise<void> {
  const { tx, sealer, now } = change
  const documents = (await currentDocuments(tx, { profile_id })).filter(
    ({ mrz, barcodes }) => mrz !== null || barcodes !== null,
  )
  if (documents.length === 0) return
  const answers: Answers = Object.assign({}, ...(await givenAnswers(change, profile_id)).map((given) => given.answers))
  const today = earliestDayAt(new Date(now))
  for (const document of documents) {
    const read = openMrz(document, sealer)
    const card = cardOf(openBarcodes(document, sealer))
    if (!read && !card) continue
    const mrz = read && withAnsweredCentury(read, answers, today)
    if (mrz && mrz !== read) await updateDocument(tx, document.id, { mrz: sealMrz(document, mrz, sealer) })
    const kept = signalsOf(document).filter(({ code }) => !COMPARED.includes(code))
    const resolutions = openResolutions(document, sealer) ?? []
    const byZone = mrz ? compareMrz(mrz, answers, today).map((signal) => withKept(signal, resolutions, answers)) : []
    const byCard = card ? compareCard(card, answers, today) : []
    const isKnown = ({ code }: Signal) => code === 'EXPIRED' && byZone.some((signal) => signal.code === code)
    const found = [...kept, ...byZone, ...byCard.filter((signal) => !isKnown(signal))]
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
