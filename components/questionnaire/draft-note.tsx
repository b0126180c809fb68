import { useTranslations } from 'next-intl'
import { Icon } from '@/components/ui/icon'
import styles from './questionnaire.module.css'
import type { DraftState } from './use-draft'

type DraftNoteProps = {
  state: DraftState
  /** Whether a document is being read that may fill in what is still empty: said in the same place, so that nothing moves. */
  isReading: boolean
}

/** Says quietly whether what is typed is kept. Only trouble, and what is filled in, is announced: saving is no news. */
export function DraftNote({ state, isReading }: DraftNoteProps) {
  const t = useTranslations('questionnaire')
  const trouble = state === 'retrying' || state === 'ended'
  if (isReading && !trouble) {
    return (
      <p className={styles.note} data-state="reading" aria-live="polite">
        <Icon name="file" />
        <span>{t('reading')}</span>
      </p>
    )
  }
  return (
    <p className={styles.note} data-state={state} aria-live={trouble ? 'polite' : 'off'}>
      {state === 'saved' && <Icon name="check" />}
      {state === 'retrying' && <Icon name="retry" />}
      <span>{state === 'ended' ? t('sessionExpired') : t(`draft.${state}`)}</span>
    </p>
  )
}
