import { useTranslations } from 'next-intl'
import { isStepCode } from '@/lib/contract/well-known'

/** A step's title in the reader's language: ours for the codes we know, else the template's own. */
export function useStepTitle(): (step: { code: string; title?: string }) => string {
  const t = useTranslations('steps')
  return ({ code, title }) => (isStepCode(code) ? t(code) : (title ?? code))
}
