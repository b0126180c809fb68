import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import type { Answers, Field } from '@/lib/contract/form'
import { type FormValues, formKey, toFormValues } from '@/lib/form/form-values'
import { offeredAnswers } from '@/lib/form/prefill'
import { useExtracted } from './extracted-provider'

/** The answers that a form begins with: what the document says where the person has said nothing. */
export function useFirstAnswers(fields: readonly Field[], known: Answers): Answers {
  return { ...offeredAnswers(fields, useExtracted().values), ...known }
}

/**
 * Fills in what is read while the form is open: only fields that are empty, that nobody has touched or is in, and each
 * once.
 * @returns the fields that were filled in last.
 */
export function usePrefill(fields: readonly Field[], form: UseFormReturn<FormValues>, language: string): Field[] {
  const { values } = useExtracted()
  const [last, setLast] = useState<Field[]>([])
  const filled = useRef(new Set<string>())
  const fillIn = useEffectEvent(() => {
    const offers = offeredAnswers(fields, values)
    const shown = toFormValues(fields, offers, language)
    const now: Field[] = []
    for (const [i, field] of fields.entries()) {
      const { name } = field
      const key = formKey(i)
      if (offers[name] === undefined || filled.current.has(name)) continue
      if (isInUse(name) || form.getFieldState(key).isDirty || !isEmpty(form.getValues(key))) continue
      filled.current.add(name)
      form.setValue(key, shown[key] ?? null)
      now.push(field)
    }
    if (now.length > 0) setLast(now)
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: fills in what has come
  useEffect(() => fillIn(), [values])
  return last
}

/** Whether the person is in the field now. */
function isInUse(name: string): boolean {
  return document.activeElement?.closest(`[data-field="${CSS.escape(name)}"]`) != null
}

function isEmpty(value: FormValues[string] | undefined): boolean {
  return value === undefined || value === null || value === ''
}
