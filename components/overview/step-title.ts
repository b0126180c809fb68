import { useLocale, useTranslations } from 'next-intl'
import type { LocalText } from '@/lib/contract/form'
import { isStepCode } from '@/lib/contract/well-known'
import { stepLabel } from '@/lib/form/labels'
import { inSentence } from '@/lib/i18n/in-sentence'

/** A step's title in the reader's language. */
export function useStepTitle(): (step: { code: string; title?: LocalText | undefined }) => string {
  const t = useTranslations('steps')
  const language = useLocale()
  return (step) => stepLabel(step, language, t)
}

/** The same within a sentence; a broker's own title stays as it is. */
export function useStepInSentence(): ReturnType<typeof useStepTitle> {
  const t = useTranslations('steps')
  const language = useLocale()
  const titleOf = useStepTitle()
  return (step) => {
    const title = titleOf(step)
    const isOurs = isStepCode(step.code) && title === t(step.code)
    return isOurs ? inSentence(title, language) : title
  }
}
