import { useRouter } from 'next/navigation'
import { useLocale } from 'next-intl'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { callApi } from '@/components/shell/api'
import type { ConflictReason } from '@/lib/contract/conflict-reasons'
import type { CustomerKyc, CustomerStep } from '@/lib/contract/customer'
import type { Field } from '@/lib/contract/form'
import type { Merge } from '@/lib/form/drafts'
import { type FormValue, type FormValues, formKey, toFormValues } from '@/lib/form/form-values'
import { useDrafts } from './drafts-provider'

/** Where another tab or device changed the same fields: whose values the form has, and the `other` ones by form key. */
export type Versions = { shown: 'own' | 'others'; other: FormValues }

/** The reason of a refusal when others changed what would have been overwritten. */
export const CHANGED = 'changed_meanwhile' satisfies ConflictReason

/** Longer than a draft takes that was sent while the page was left. */
const LATE_MS = 400

/**
 * Brings what is typed into the same step in another tab or on another device into the form, without touching what was
 * typed here since.
 * @returns the fields that differ, null for none; `swap`, which puts the other values into the form; and `catchUp`, which
 * brings what is there now and resolves to whether that was anything new.
 */
export function useOthers(step: CustomerStep, fields: readonly Field[], form: UseFormReturn<FormValues>) {
  const router = useRouter()
  const drafts = useDrafts()
  const language = useLocale()
  const [versions, setVersions] = useState<Versions | null>(null)
  /** A draft of this very page that comes late is no news. */
  const late = useRef(false)
  /** How often others' answers were met. */
  const met = useRef(0)
  const put = (values: FormValues) => {
    for (const [key, value] of Object.entries(values)) form.setValue(key, value)
  }

  const take = useEffectEvent(({ answers, taken, kept }: Merge) => {
    met.current += 1
    // Documents are no values of the form: the page asks for them itself.
    const pick = (values: FormValues, names: readonly string[]): FormValues =>
      Object.fromEntries(
        fields.flatMap(({ name, type }, i) =>
          names.includes(name) && type !== 'file_reference' ? [[formKey(i), values[formKey(i)] ?? null]] : [],
        ),
      )
    const before = Object.entries(pick(form.getValues(), taken))
    put(pick(toFormValues(fields, answers, language), taken))
    const own = pick(toFormValues(fields, kept, language), Object.keys(kept))
    const replaced = before.filter(([key, value]) => !isEmpty(value) && !isSame(value, form.getValues(key)))
    if (Object.keys(own).length > 0) setVersions({ shown: 'own', other: own })
    else if (replaced.length > 0 && !late.current) setVersions({ shown: 'others', other: Object.fromEntries(replaced) })
  })
  const begin = useEffectEvent(() => drafts.listen(step, (merge) => take(merge)))
  const look = async () => {
    const kyc = await callApi<CustomerKyc>('/inapp/api/kyc')
    const now = kyc.ok ? kyc.value.steps.find(({ id }) => id === step.id) : undefined
    if (!kyc.ok || !now) return
    if (now.submitted_at !== step.submitted_at) {
      met.current += 1
      router.refresh()
    } else if (now.draft) drafts.receive(step, now.draft, kyc.value.version)
  }
  const ask = useEffectEvent(look)

  // biome-ignore lint/correctness/useExhaustiveDependencies: begins anew with each step, and once it was sent
  useEffect(() => begin(), [step.id, step.submitted_at])
  useLateDraft(step.id, async () => {
    late.current = true
    await ask()
    late.current = false
  })
  useEffect(() => {
    const onReturn = () => document.visibilityState === 'visible' && void ask()
    window.addEventListener('focus', onReturn)
    document.addEventListener('visibilitychange', onReturn)
    return () => {
      window.removeEventListener('focus', onReturn)
      document.removeEventListener('visibilitychange', onReturn)
    }
  }, [])
  const swap = () => {
    if (!versions) return
    const { shown, other } = versions
    const now = Object.fromEntries(Object.keys(other).map((key) => [key, form.getValues(key)]))
    put(other)
    setVersions({ shown: shown === 'own' ? 'others' : 'own', other: now })
  }
  const catchUp = async () => {
    const before = met.current
    if (drafts.state(step.id) === 'unsaved') await drafts.save(step.id, {})
    else await look()
    return met.current > before
  }
  return { versions, swap, catchUp }
}

/**
 * A page that is loaded again is drawn on the server while the draft of the page before is still on its way, and one that
 * the browser's Back brings again knows nothing of another tab: it asks once more.
 */
function useLateDraft(stepId: string, ask: () => Promise<void>): void {
  const drafts = useDrafts()
  const askAgain = useEffectEvent(ask)
  useEffect(() => {
    const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
    const state = drafts.state(stepId)
    if (state === 'unsaved' || (state === 'none' && (!entry || entry.type === 'navigate'))) return
    const timer = setTimeout(askAgain, state === 'saved' ? 0 : LATE_MS)
    return () => clearTimeout(timer)
  }, [drafts, stepId])
}

function isEmpty(value: FormValue | undefined): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

function isSame(one: FormValue | undefined, other: FormValue | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
