import { useTranslations } from 'next-intl'

/** A step's title in the reader's language: ours for the codes we know, else the template's own. */
export function useStepTitle(): (step: { code: string; title?: string }) => string {
  const t = useTranslations('steps')
  return ({ code, title }) => {
    const key = code as Parameters<typeof t.has>[0]
    return code !== 'status' && code !== 'draft' && t.has(key) ? t(key) : (title ?? code)
  }
}
