import type { Answers } from '@/lib/contract/form'
import { DOCUMENT_STATUS } from '@/lib/contract/statuses'
import type { Sealer } from '@/lib/files/sealer'
import { extractedOf } from '../rules/extracted'
import type { HolderName } from '../rules/printed-address/holder-line'
import { type OwnedDocument, openMrz } from './documents'
import { type OwnedStep, openAnswers } from './steps'

/**
 * How the holder of a profile's documents is called: by their own answers, and by their identity documents. Whoever said
 * nothing of themselves yet has no name.
 */
export function namesOfHolder(
  steps: readonly OwnedStep[],
  documents: readonly OwnedDocument[],
  sealer: Sealer,
): HolderName[] {
  if (documents.every(({ address_blocks }) => address_blocks === null)) return []
  const said = steps.flatMap((step) => [openAnswers(step, 'draft', sealer), openAnswers(step, 'answers', sealer)])
  const current = documents.filter(
    ({ status, replaced_by }) => status !== DOCUMENT_STATUS.deleted && replaced_by === null,
  )
  const read = current.flatMap((document) => {
    const mrz = openMrz(document, sealer)
    return mrz ? extractedOf(mrz, document.created_at.slice(0, 10)) : []
  })
  return [
    ...said.flatMap((answers) => nameOf(answers ?? {})),
    ...read.flatMap(({ family_name, given_names }) =>
      family_name && given_names !== undefined ? { family_name, given_names } : [],
    ),
  ]
}

function nameOf({ first_name, last_name }: Answers): HolderName | [] {
  const family_name = typeof last_name === 'string' ? last_name.trim() : ''
  return family_name === '' ? [] : { family_name, given_names: typeof first_name === 'string' ? first_name : '' }
}
