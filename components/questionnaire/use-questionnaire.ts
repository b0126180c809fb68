import { useLocale } from 'next-intl'
import { type BaseSyntheticEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { type Resolver, type UseFormReturn, useForm } from 'react-hook-form'
import { useUploadQueue } from '@/components/capture/upload/upload-queue-provider'
import { useProofs } from '@/components/fields/proofs'
import { type ApiError, type ApiResult, callApi } from '@/components/shell/api'
import type { UploadQueue } from '@/lib/capture/upload/upload-queue'
import type { CustomerKyc, CustomerStep } from '@/lib/contract/customer'
import type { FieldError } from '@/lib/contract/errors'
import { fieldsOf } from '@/lib/contract/fields'
import type { Answers, Field } from '@/lib/contract/form'
import { personsDay } from '@/lib/form/days'
import { type FormValues, formKey, toAnswers, toFormValues } from '@/lib/form/form-values'
import { visibleFields } from '@/lib/form/visibility'
import { useDrafts } from './drafts-provider'
import { useDraft } from './use-draft'
import { CHANGED, useOthers } from './use-others'
import { type Parts, useParts } from './use-parts'

type Send = {
  step: CustomerStep
  today: string
  onSending: (isOnItsWay: boolean) => void
  onSubmitted: (kyc: CustomerKyc) => void
}

/**
 * The state behind a step's form: values, errors by field, the parts that a small screen asks for, the draft, and sending.
 * @param goOn presses the form's own button.
 */
export function useQuestionnaire({ step, today, goOn, onSending, onSubmitted }: Send & { goOn: () => void }) {
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
    defaultValues: toFormValues(fields, drafts.latest(step) ?? {}, language),
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
  // After the subscription, which reads the numbers as this does.
  useNumbersIn(language, fields, form)
  const values = form.watch()
  const visible = new Set(visibleFields(fields, answersOf(values)))
  const isVisible = (field: Field) => visible.has(field)
  const parts = useParts(step.form_schema, isVisible)
  const proofs = useProofs(goOn)
  const submission = useSubmit({
    ...{ step, fields, form, draft, answersOf, parts, prove: proofs.prove, onSending, onSubmitted },
    catchUp: others.catchUp,
  })
  const { errors } = form.formState
  /** What is wrong with each field, in their order; null where all is well. */
  const codes = fields.map((_, i) => errors[formKey(i)]?.type ?? null)
  return { fields, form, values, isVisible, codes, parts, proofs, draft: draft.state, others, ...submission }
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
    if (result.ok) return { values, errors: {} }
    return {
      values: {},
      errors: Object.fromEntries(errorEntries(result.faults, fields).map(([key, type]) => [key, { type }])),
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

type SubmitWith = Omit<Send, 'today'> & {
  fields: readonly Field[]
  form: UseFormReturn<FormValues>
  draft: ReturnType<typeof useDraft>
  answersOf: (values: FormValues) => Answers
  parts: Parts
  prove: (names: readonly string[]) => Promise<boolean>
  catchUp: () => Promise<boolean>
}

/** Sends the answers, and puts what the server says of them to their fields. */
function useSubmit({
  step,
  fields,
  form,
  draft,
  answersOf,
  parts,
  prove,
  catchUp,
  onSending,
  onSubmitted,
}: SubmitWith) {
  const drafts = useDrafts()
  const queue = useUploadQueue()
  const [failure, setFailure] = useState<ApiError | null>(null)
  /** An attempt of which nobody knows whether it arrived: the same answers sent again under its key count once. */
  const attempt = useRef<{ answers: string; key: string } | null>(null)
  const sending = useRef(false)
  /** How often the button was pressed, as far as that has been judged. */
  const [attempts, setAttempts] = useState(0)

  const post = (answers: Answers) => {
    const text = JSON.stringify(answers)
    if (attempt.current?.answers !== text) attempt.current = { answers: text, key: crypto.randomUUID() }
    const body = { answers, base: drafts.baseFor(step, answers) }
    return callApi<CustomerKyc>(`/inapp/api/steps/${step.id}/submit`, {
      method: 'POST',
      body,
      key: attempt.current.key,
    })
  }

  const send = form.handleSubmit(async (values) => {
    setFailure(null)
    if (!(await prove(fields.map(({ name }) => name)))) return
    // What is on its way goes with the answers: who presses before it has arrived presses once.
    await queue.settled(step.id)
    draft.hold(true)
    onSending(true)
    const answers = answersOf(values)
    let result = await post(answers)
    // What is there may be what this page has sent itself: then nobody is in the way.
    if (isChanged(result) && !(await catchUp())) result = await post(answers)
    if (result.ok) {
      drafts.forget(step.id)
      return onSubmitted(result.value)
    }
    draft.hold(false)
    // As they stand by now: a person may go on typing meanwhile.
    draft.note(answersOf(form.getValues()))
    if (result.error.code !== 'NETWORK') {
      attempt.current = null
      onSending(false)
    }
    const entries = errorEntries(result.error.faults ?? [], fields)
    for (const [key, type] of entries) form.setError(key, { type })
    if (entries.length === 0) setFailure(result.error)
  })

  /** To the next part, once all is well in this one. */
  const goOnFrom = async (part: readonly Field[]) => {
    if (!(await form.trigger(part.map((field) => formKey(fields.indexOf(field)))))) return
    if (await prove(part.map(({ name }) => name))) parts.goOn()
  }

  /** A press while the one before is still being judged is none: a form may be sent round its button. */
  const submit = async (event: BaseSyntheticEvent) => {
    event.preventDefault()
    if (sending.current) return
    sending.current = true
    const part = parts.fieldsBeforeNext()
    await (part ? goOnFrom(part) : send(event)).finally(() => {
      sending.current = false
    })
    setAttempts((count) => count + 1)
  }
  return { submit, failure, attempts }
}

function isChanged(result: ApiResult<unknown>): boolean {
  return !result.ok && result.error.reason === CHANGED
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

/** Field errors by form key; those that name no field of the form are left out. */
function errorEntries(errors: readonly FieldError[], fields: readonly { name: string }[]): [string, string][] {
  return errors.flatMap(({ path, code }): [string, string][] => {
    const index = fields.findIndex((field) => path === `answers.${field.name}`)
    return index < 0 ? [] : [[formKey(index), code]]
  })
}
