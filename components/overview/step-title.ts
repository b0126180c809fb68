import { useLocale, useTranslations } from 'next-intl'
import type { LocalText } from '@/lib/contract/form'
import { isStepCode } from '@/lib/contract/well-known'
import { localText, textIn } from '@/lib/form/local-text'

/**
 * A step's title in the reader's language: the template's, if it has one in this language, else ours for the codes we
 * know, else what the template has.
 */
export function useStepTitle(): (step: { code: string; title?: LocalText | undefined }) => string {
  const t = useTranslations('steps')
  const language = useLocale()
  return ({ code, title = code }) =>
    textIn(title, language) ?? (isStepCode(code) ? t(code) : localText(title, language))
}
