import { wasSaid } from '@/components/capture/choose/said-kinds'
import { isUnsaid } from '@/lib/capture/upload/upload-subject'
import type { CustomerStep } from '@/lib/contract/customer'
import type { FieldErrorCode } from '@/lib/contract/field-errors'
import type { Field } from '@/lib/contract/form'
import { formKey } from '@/lib/form/form-values'

/**
 * The fields, by form key, in which there is a document of which neither it nor the person has said which it is. What the
 * person is just saying is waited for; what is still being read holds nobody up.
 */
export async function unsaidEntries(
  { documents }: Pick<CustomerStep, 'documents'>,
  fields: readonly Field[],
): Promise<[string, FieldErrorCode][]> {
  const open = documents.filter(
    ({ document_type: type, country, status, extraction }) =>
      status === 'uploaded' && extraction !== 'pending' && isUnsaid({ type, country }),
  )
  const answers = await Promise.all(open.map(async ({ id, field }) => ({ field, isKnown: await wasSaid(id) })))
  const unsaid = answers.flatMap(({ field, isKnown }) => (isKnown ? [] : [field]))
  return fields.flatMap(({ name }, i): [string, FieldErrorCode][] =>
    unsaid.includes(name) ? [[formKey(i), 'kind_missing']] : [],
  )
}
