import { useLocale } from 'next-intl'
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { useUploadQueue } from '@/components/capture/upload/upload-queue-provider'
import { useProofs } from '@/components/fields/proofs'
import type { UploadQueue } from '@/lib/capture/upload/upload-queue'
import type { CustomerStep } from '@/lib/contract/customer'
import { fieldsOf } from '@/lib/contract/fields'
import type { Answers, Field } from '@/lib/contract/form'
import { personsDay } from '@/lib/form/calendar/days'
import { createForm, type Form, type FormErrors } from '@/lib/form/form-state'
import { type FormValues, formKey, toAnswers, toFormValues } from '@/lib/form/form-values'
import { visibleFields } from '@/lib/form/visibility'
import type { Difference } from '@/lib/journey/differences'
import { useDrafts } from './drafts-provider'
import { useDifferences } from './use-differences'
import { useDraft } from './use-draft'
import { useOthers } from './use-others'
import { useParts } from './use-parts'
import { useFirstAnswers, usePrefill } from './use-prefill'
import { errorsByKey, type Send, useSubmit } from './use-submit'

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
  const first = toFormValues(fields, useFirstAnswers(fields, drafts.latest(step) ?? {}), language)
  const { form, values, errors, isSubmitting } = useForm(first, judgeOf(step, today, fields, answersOf, queue))
  const { note } = draft
  useEffect(
    () =>
      form.subscribe((now, before) => {
        if (now.values !== before.values) note(answersOf(now.values))
      }),
    [form, note, answersOf],
  )
  useEffect(() => void loadRules().catch(() => {}), [])
  const others = useOthers(step, fields, form)
  usePrefill(fields, form, language)
  // After the subscription, which reads the numbers as this does.
  useNumbersIn(language, fields, form)
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
      parts,
      prove: proofs.prove,
      ask: differences.ask,
      onSending,
      onSubmitted,
    },
    catchUp: others.catchUp,
  })
  /** What is wrong with each field, in their order; null where all is well. */
  const codes = fields.map((_, i) => errors[formKey(i)] ?? null)
  const shown = { fields, form, values, answers, isVisible, codes, isSubmitting }
  return { ...shown, parts, proofs, differences, draft: draft.state, others, ...submission }
}

/** The form, drawn with each of its changes. */
function useForm(first: FormValues, judge: (values: FormValues) => Promise<FormErrors>) {
  const latest = useRef(judge)
  latest.current = judge
  const [form] = useState(() => createForm(first, (values) => latest.current(values)))
  return { form, ...useSyncExternalStore(form.subscribe, form.state, form.state) }
}

/**
 * The rules come after the first picture of the form: zod is not in its way. Where they cannot be had, the network
 * is gone: the server judges, and sending says what is the matter.
 */
function judgeOf(
  step: CustomerStep,
  today: string,
  fields: readonly Field[],
  answersOf: (values: FormValues) => Answers,
  queue: UploadQueue,
): (values: FormValues) => Promise<FormErrors> {
  return async (values) => {
    const rules = await loadRules().catch(() => null)
    if (!rules) return {}
    const result = rules.validateAnswers(
      step.form_schema,
      { ...answersOf(values), ...filesUnderway(queue, step.id) },
      personsDay(new Date(), today),
    )
    const unsaid = await import('./unsaid-documents').then(
      ({ unsaidEntries }) => unsaidEntries(step, fields),
      () => [],
    )
    return { ...Object.fromEntries(unsaid), ...errorsByKey(result.ok ? [] : result.faults, fields) }
  }
}

/** Writes the numbers of the form as the person's language does, when that changes. */
function useNumbersIn(language: string, fields: Field[], form: Form): void {
  const written = useRef(language)
  useEffect(() => {
    if (written.current === language) return
    const values = toFormValues(fields, toAnswers(fields, form.state().values, written.current), language)
    written.current = language
    const numbers = fields.flatMap(({ type }, i) => (type === 'number' ? [formKey(i)] : []))
    form.put(Object.fromEntries(numbers.map((key) => [key, values[key] ?? ''])))
  }, [language, fields, form])
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
