import { useLocale, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { CustomerStep } from '@/lib/contract/customer'
import { withCheck } from '@/lib/form/prefill'
import type { ExtractedForStep } from '@/lib/journey/extracted-for'
import { useDrafts } from './drafts-provider'

/**
 * The step with all that the document says in one card, which asks whether it is right. What is read later is filled in
 * where its field is: nothing moves under the person's finger. @param key another one begins anew.
 */
export function useCheck(step: CustomerStep, { values }: ExtractedForStep, key: string): CustomerStep {
  const t = useTranslations('questionnaire')
  const language = useLocale()
  const drafts = useDrafts()
  // biome-ignore lint/correctness/useExhaustiveDependencies: as it was when the form was drawn
  const form_schema = useMemo(
    () =>
      withCheck(step.form_schema, values, drafts.latest(step) ?? {}, {
        title: t('checkTitle'),
        help: t('checkHelp'),
      }),
    [key, language],
  )
  return useMemo(() => ({ ...step, form_schema }), [step, form_schema])
}
