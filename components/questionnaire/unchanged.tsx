import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'

type UnchangedProps = { isAsked: boolean; onSend: () => void }

/**
 * What was sent back is about to be sent as it was: what the team asks for is still asked; who is sure sends it so. It stands
 * in such a step from the start, so that it is there without a network too.
 */
export function Unchanged({ isAsked, onSend }: UnchangedProps) {
  const t = useTranslations('questionnaire.unchanged')
  if (!isAsked) return null
  return (
    <Notice
      tone="warn"
      title={t('title')}
      actions={
        <Button kind="secondary" size="small" onClick={onSend}>
          {t('send')}
        </Button>
      }
    >
      {t('text')}
    </Notice>
  )
}
