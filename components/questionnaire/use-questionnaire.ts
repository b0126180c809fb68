import { useLocale } from 'next-intl'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { type Resolver, type UseFormReturn, useForm } from 'react-hook-form'
import { useUploadQueue } from '@/components/capture/upload/upload-queue-provider'
import { useProofs } from '@/components/fields/proofs'
import type { UploadQueue } from '@/lib/capture/upload/upload-queue'
import type { CustomerStep } from '@/lib/contract/customer'
import { fieldsOf } from '@/lib/contract/fields'
import type { Answers, Field } from '@/lib/contract/form'
import { personsDay } from '@/lib/form/calendar/days'
import { type FormValues, formKey, toAnswers, toFormValues } from '@/lib/form/form-values'
import { visibleFields } from '@/lib/form/visibility'
import type { Difference } from '@/lib/journey/differences'
import { useDrafts } from './drafts-provider'
import { useDifferences } from './use-differences'
import { useDraft } from './use-draft'
import { useOthers } from './use-others'
import { useParts } from './use-parts'
import { useFirstAnswers, usePrefill } from './use-prefill'
import { errorEntries, type Send, useSubmit } from './use-submit'

type UseWith = Send & {
  /** The ISO date of the server; dates and ages are judged by the person's own. */
  today: string
  /** Where documents say otherwise than the answers of this step. */
  differences: readonly Difference[]
  goOn: () => void
}

/**
 * The state behind a step's form: values, errors by field, the parts that a small screen asks for, the draft, and sending.
 * @param goOn presses the form's own button.
 */
export function useQuestionnaire({ step, today, differences: found, goOn, onSending, onSubmitted }: UseWith) {
  const language = useLocale()
  const fields = useMemo(() => fieldsOf(step.form_schema), [step.form_schema])
  const files = useMemo(() => currentFiles(step), [step])
  const drafts = useDrafts()
  const draft = useDraft(step)
  const queue = useUploadQueue()
  const answersOf = useCallback(
    (values: FormValues): Answers => ({
      ...toAnswers(fields, values, language),
      ...arrivedFiles(queue, step.id),
      ...files,
    }),
    [fields, files, language, queue, step.id],
  )
  const form = useForm<FormValues>({
    resolver: resolverOf(step, today, fields, answersOf, queue),
    defaultValues: toFormValues(fields, useFirstAnswers(fields, drafts.latest(step) ?? {}), language),
    mode: 'onSubmit',
    reValidateMode: 'onChange',
    // The fields are drawn without refs of the form library: the focus is ours to set.
    shouldFocusError: false,
  })
  const { note } = draft
  const { subscribe } = form
  useEffect(
    () =>
      subscribe({
        formState: { values: true },
        callback: ({ values }) => note(answersOf(values)),
      }),
    [subscribe, note, answersOf],
  )
  useEffect(() => void loadRules().catch(() => {}), [])
  const others = useOthers(step, fields, form)
  const filledIn = usePrefill(fields, form, language)
  // After the subscription, which reads the numbers as this does.
  useNumbersIn(language, fields, form)
  const values = form.watch()
  const answers = answersOf(values)
  const visible = new Set(visibleFields(fields, answers))
  const isVisible = (field: Field) => visible.has(field)
  const parts = useParts(step.form_schema, isVisible)
  const proofs = useProofs(goOn)
  const differences = useDifferences(found, answers)
  const submission = useSubmit({
    ...{
      step,
      fields,
      form,
      draft,
      answersOf,
      answersNow: answers,
      goOn,
      parts,
      prove: proofs.prove,
      ask: differences.ask,
      onSending,
      onSubmitted,
    },
    catchUp: others.catchUp,
  })
  const { errors } = form.formState
  /** What is wrong with each field, in their order; null where all is well. */
  const codes = fields.map((_, i) => errors[formKey(i)]?.type ?? null)
  return {
    fields,
    form,
    values,
    answers,
    isVisible,
    codes,
    parts,
    proofs,
    differences,
    filledIn,
    draft: draft.state,
    others,
    ...submission,
  }
}

/**
 * The rules come after the first picture of the form: zod is not in its way. Where they cannot be had, the network
 * is gone: the server judges, and sending says what is the matter.
 */
function resolverOf(
  step: CustomerStep,
  today: string,
  fields: readonly Field[],
  answersOf: (values: FormValues) => Answers,
  queue: UploadQueue,
): Resolver<FormValues> {
  return async (values) => {
    const rules = await loadRules().catch(() => null)
    if (!rules) return { values, errors: {} }
    const result = rules.validateAnswers(
      step.form_schema,
      { ...answersOf(values), ...filesUnderway(queue, step.id) },
      personsDay(new Date(), today),
    )
    const unsaid = await import('./unsaid-documents').then(
      ({ unsaidEntries }) => unsaidEntries(step, fields),
      () => [],
    )
    if (result.ok && unsaid.length === 0) return { values, errors: {} }
    const faults = errorEntries(result.ok ? [] : result.faults, fields)
    return {
      values: {},
      errors: Object.fromEntries([...unsaid, ...faults].map(([key, type]) => [key, { type }])),
    }
  }
}

/** Writes the numbers of the form as the person's language does, when that changes. */
function useNumbersIn(language: string, fields: Field[], { getValues, setValue }: UseFormReturn<FormValues>): void {
  const written = useRef(language)
  useEffect(() => {
    if (written.current === language) return
    const values = toFormValues(fields, toAnswers(fields, getValues(), written.current), language)
    written.current = language
    for (const [i, { type }] of fields.entries()) if (type === 'number') setValue(formKey(i), values[formKey(i)] ?? '')
  }, [language, fields, getValues, setValue])
}

const loadRules = () => import('@/lib/form/validate')

/** Each file field's front page that counts now: that is its answer. */
function currentFiles(step: CustomerStep): Answers {
  const fronts = step.documents.filter((document) => document.side === 'front' && document.field !== null)
  return Object.fromEntries(fronts.map((document) => [document.field, document.file_id]))
}

/** The same of documents that have just arrived, before the screen is drawn with them. */
function arrivedFiles(queue: UploadQueue, stepId: string): Answers {
  const fronts = frontsOf(queue, stepId)
  return Object.fromEntries(
    fronts.flatMap(({ place, outcome }): [string, string][] => (outcome?.ok ? [[place.field, outcome.fileId]] : [])),
  )
}

/** What is on its way, by its upload's name: it answers its field as soon as it is there. */
function filesUnderway(queue: UploadQueue, stepId: string): Answers {
  const underway = frontsOf(queue, stepId).filter(({ outcome }) => outcome === null)
  return Object.fromEntries(underway.map(({ place, transfer }) => [place.field, transfer.uploadId]))
}

function frontsOf(queue: UploadQueue, stepId: string) {
  return queue.list().filter(({ place, subject }) => place.stepId === stepId && subject.side === 'front')
}
