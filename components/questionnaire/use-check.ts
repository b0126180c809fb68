import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { CustomerStep } from '@/lib/contract/customer'
import { fieldsToCheck, withCheck } from '@/lib/form/prefill'
import type { ExtractedForStep } from '@/lib/journey/extracted-for'
import { useDrafts } from './drafts-provider'

/**
 * The step with all that the document says in one card, which asks whether it is right. What is read later is filled in
 * where its field is: nothing moves under the person's finger. @param key another one begins anew.
 */
export function useCheck(step: CustomerStep, { values }: ExtractedForStep, key: string): CustomerStep {
  const t = useTranslations('questionnaire')
  const drafts = useDrafts()
  // A form knows its values by where their fields are: these stay, in another language too.
  // biome-ignore lint/correctness/useExhaustiveDependencies: as it was when the form was drawn
  const names = useMemo(() => fieldsToCheck(step.form_schema, values, drafts.latest(step) ?? {}), [key])
  return useMemo(() => {
    const check = { title: t('checkTitle'), help: t('checkHelp') }
    return { ...step, form_schema: withCheck(step.form_schema, names, check) }
  }, [step, names, t])
}
