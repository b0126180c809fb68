import { wasSaid } from '@/components/capture/choose/said-kinds'
import { isUnsaid } from '@/lib/capture/upload/upload-subject'
import type { CustomerDocument, CustomerStep } from '@/lib/contract/customer'
import type { FieldErrorCode } from '@/lib/contract/field-errors'
import type { Field } from '@/lib/contract/form'
import { formKey } from '@/lib/form/form-values'

type Documents = readonly CustomerDocument[]

/** So long a press waits for a reading, which mostly takes half of it; then the person says themselves what it is. */
const PATIENCE_MS = 4_000
const LOOK_AGAIN_MS = 400

/**
 * The fields, by form key, in which there is a document of which neither it nor the person has said which it is. What the
 * person is just saying is waited for; what is still being read holds nobody up who only goes on.
 */
export async function unsaidEntries(
  { documents }: Pick<CustomerStep, 'documents'>,
  fields: readonly Field[],
): Promise<[string, FieldErrorCode][]> {
  const names = await namesOf(openOf(documents).filter(({ extraction }) => extraction !== 'pending'))
  return fields.flatMap(({ name }, i): [string, FieldErrorCode][] =>
    names.includes(name) ? [[formKey(i), 'kind_missing']] : [],
  )
}

/**
 * The names of such fields once everything has arrived, before the answers are sent: waits a little for what is being read.
 * @param look the documents as the server has them; null where it cannot be asked.
 */
export async function fieldsLeftUnsaid(look: () => Promise<Documents | null>): Promise<readonly string[]> {
  const end = performance.now() + PATIENCE_MS
  for (;;) {
    const open = openOf((await look()) ?? [])
    const unsaid = await namesOf(open)
    const isBeingRead = open.some(({ field, extraction }) => extraction === 'pending' && unsaid.includes(field ?? ''))
    if (!isBeingRead || performance.now() >= end) return unsaid
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))
  }
}

function openOf(documents: Documents): Documents {
  return documents.filter(
    ({ document_type: type, country, status }) => status === 'uploaded' && isUnsaid({ type, country }),
  )
}

/** The fields of those that the person has not named either. */
async function namesOf(open: Documents): Promise<string[]> {
  const answers = await Promise.all(open.map(async ({ id, field }) => ({ field, isKnown: await wasSaid(id) })))
  return answers.flatMap(({ field, isKnown }) => (isKnown || field === null ? [] : [field]))
}
