import { useLocale, useTranslations } from 'next-intl'
import type { LocalText } from '@/lib/contract/form'
import { stepLabel } from '@/lib/form/labels'

/** A step's title in the reader's language. */
export function useStepTitle(): (step: { code: string; title?: LocalText | undefined }) => string {
  const t = useTranslations('steps')
  const language = useLocale()
  return (step) => stepLabel(step, language, t)
}
