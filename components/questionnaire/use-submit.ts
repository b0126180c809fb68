import { useRouter } from 'next/navigation'
import { type BaseSyntheticEvent, useRef, useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { useUploadQueue } from '@/components/capture/upload/upload-queue-provider'
import { type ApiError, type ApiResult, callApi } from '@/components/shell/api'
import type { CustomerKyc, CustomerStep } from '@/lib/contract/customer'
import type { FieldError } from '@/lib/contract/errors'
import type { Answers, Field } from '@/lib/contract/form'
import { type FormValues, formKey } from '@/lib/form/form-values'
import { changedFields } from '@/lib/form/merge-answers'
import { useDrafts } from './drafts-provider'
import type { useDraft } from './use-draft'
import { CHANGED } from './use-others'
import type { Parts } from './use-parts'

export type Send = {
  step: CustomerStep
  onSending: (isOnItsWay: boolean) => void
  onSubmitted: (kyc: CustomerKyc) => void
}

type SubmitWith = Send & {
  fields: readonly Field[]
  form: UseFormReturn<FormValues>
  draft: ReturnType<typeof useDraft>
  answersOf: (values: FormValues) => Answers
  parts: Parts
  /** Those that stand in the form now. */
  answersNow: Answers
  /** Presses the form's own button. */
  goOn: () => void
  prove: (names: readonly string[]) => Promise<boolean>
  /** Asks what differs from the documents. @returns the first field that is asked about, null where there is nothing new. */
  ask: (fields: readonly Field[]) => Field | null
  catchUp: () => Promise<boolean>
}

/** Sends the answers, and puts what the server says of them to their fields. */
export function useSubmit({
  step,
  fields,
  form,
  draft,
  answersOf,
  answersNow,
  goOn,
  parts,
  prove,
  ask,
  catchUp,
  onSending,
  onSubmitted,
}: SubmitWith) {
  const router = useRouter()
  const drafts = useDrafts()
  const queue = useUploadQueue()
  const [failure, setFailure] = useState<ApiError | null>(null)
  /** An attempt of which nobody knows whether it arrived: the same answers sent again under its key count once. */
  const attempt = useRef<{ answers: string; key: string } | null>(null)
  const sending = useRef(false)
  /** Whether a change is asked for: what was sent back is about to be sent as it was. Only who says so sends it. */
  const [asksChange, setAsksChange] = useState(false)
  const isMeant = useRef(false)
  const sendUnchanged = () => {
    isMeant.current = true
    goOn()
  }
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

  const keyOf = (name: string) => formKey(fields.findIndex((field) => field.name === name))
  /** The fields with a document that must still be named. A passport names itself while the press waits. */
  const leftUnsaid = async () => {
    const mayBe = [
      ...step.documents.map(({ document_type: type, country }) => ({ type, country })),
      ...queue.list().flatMap(({ place, subject }) => (place.stepId === step.id ? [subject] : [])),
    ]
    if (mayBe.length === 0) return []
    const { isUnsaid } = await import('@/lib/capture/upload/upload-subject')
    if (!mayBe.some(isUnsaid)) return []
    const { fieldsLeftUnsaid } = await import('./unsaid-documents')
    return fieldsLeftUnsaid(async () => {
      const kyc = await callApi<CustomerKyc>('/inapp/api/kyc')
      return kyc.ok ? (kyc.value.steps.find(({ id }) => id === step.id)?.documents ?? null) : null
    })
  }

  const send = form.handleSubmit(async (values) => {
    setFailure(null)
    const asked = ask(fields)
    if (asked) return parts.reveal(asked)
    if (isSentBackAsItWas(step, answersOf(values)) && !isMeant.current) return setAsksChange(true)
    if (!(await prove(fields.map(({ name }) => name)))) return
    // What is on its way goes with the answers: who presses before it has arrived presses once.
    await queue.settled(step.id)
    const unsaid = await leftUnsaid()
    if (unsaid.length > 0) {
      for (const name of unsaid) form.setError(keyOf(name), { type: 'kind_missing' })
      return router.refresh()
    }
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
    if (ask(part)) return
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
  return { submit, failure, attempts, asksChange: asksChange && isSentBackAsItWas(step, answersNow), sendUnchanged }
}

/** Whether a step that was sent back has the very answers that were not accepted. */
function isSentBackAsItWas({ status, rejection, answers }: CustomerStep, given: Answers): boolean {
  if (status !== 'rejected' || rejection === null || answers === null) return false
  return changedFields(answers, given).length === 0
}

function isChanged(result: ApiResult<unknown>): boolean {
  return !result.ok && result.error.reason === CHANGED
}

/** Field errors by form key; those that name no field of the form are left out. */
export function errorEntries(errors: readonly FieldError[], fields: readonly { name: string }[]): [string, string][] {
  return errors.flatMap(({ path, code }): [string, string][] => {
    const index = fields.findIndex((field) => path === `answers.${field.name}`)
    return index < 0 ? [] : [[formKey(index), code]]
  })
}
