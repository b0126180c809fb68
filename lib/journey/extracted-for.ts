import type { CustomerDocument, CustomerStep } from '@/lib/contract/customer'
import type { Extracted } from '@/lib/contract/pictures/extracted'
import { hiddenLetters } from '@/lib/names/hidden-letters'

/** What was read for a step, and the letters that the names may have besides. */
export type ExtractedForStep = {
  values: Extracted
  letters: Partial<Record<keyof Extracted, string[]>>
  /** Whether a document is still being read that may say more. */
  isBeingRead: boolean
}

/**
 * What the current documents say: those of this step first, then those of the others in their order. What
 * the person has sent already is theirs: nothing is offered then.
 */
export function extractedFor(
  steps: readonly CustomerStep[],
  { id, answers }: Pick<CustomerStep, 'id' | 'answers'>,
): ExtractedForStep {
  if (answers !== null) return { values: {}, letters: {}, isBeingRead: false }
  const [own, others] = [steps.filter((step) => step.id === id), steps.filter((step) => step.id !== id)]
  const documents = [...own, ...others].flatMap((step) => step.documents).filter(({ status }) => status !== 'rejected')
  const values = documents.toReversed().reduce<Extracted>(merged, {})
  const { family_name, given_names } = values
  return {
    values,
    letters: { family_name: lettersOf(family_name, values), given_names: lettersOf(given_names, values) },
    isBeingRead: documents.some(({ extraction }) => extraction === 'pending'),
  }
}

/** What of one document stays together: names with names, and the parts of an address. */
const TOGETHER: readonly (readonly (keyof Extracted)[])[] = [
  ['family_name', 'given_names'],
  ['postal_code', 'street', 'city', 'country_of_residence'],
]

/** The sides of a document, and a second document, each say what they can. */
function merged(later: Extracted, { extracted }: CustomerDocument): Extracted {
  const replaced = TOGETHER.filter(([first]) => first && extracted[first] !== undefined).flat()
  const rest = Object.entries(later).filter(([name]) => !replaced.some((one) => one === name))
  return { ...Object.fromEntries(rest), ...extracted }
}

/** The letters of the issuer's language that a name may have, and that its document's zone cannot show. */
function lettersOf(name: string | undefined, { issuing_country }: Extracted): string[] {
  if (!name || !issuing_country) return []
  return hiddenLetters(name, issuing_country).map((letter) => letter.toLowerCase())
}
