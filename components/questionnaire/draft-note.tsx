import { useTranslations } from 'next-intl'
import { Icon } from '@/components/ui/icon'
import styles from './questionnaire.module.css'
import type { DraftState } from './use-draft'

/** Says quietly whether what is typed is kept. Only trouble is announced: saving all the time is no news. */
export function DraftNote({ state }: { state: DraftState }) {
  const t = useTranslations('questionnaire')
  const trouble = state === 'retrying' || state === 'ended'
  return (
    <p className={styles.note} data-state={state} aria-live={trouble ? 'polite' : 'off'}>
      {state === 'saved' && <Icon name="check" />}
      {state === 'retrying' && <Icon name="retry" />}
      <span>{state === 'ended' ? t('sessionExpired') : t(`draft.${state}`)}</span>
    </p>
  )
}
