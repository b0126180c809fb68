import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { Button } from '@/components/ui/button'
import styles from './field.module.css'

type MeantProps = {
  choices: readonly { label: string; onChoose: () => void }[]
}

/** What may have been meant with an answer that can be read in more than one way: asked, never guessed. */
export function Meant({ choices }: MeantProps) {
  const t = useTranslations('fields')
  const id = useId()
  return (
    <div className={styles.meant}>
      <p id={id}>{t('meant')}</p>
      <ul aria-labelledby={id}>
        {choices.map(({ label, onChoose }) => (
          <li key={label}>
            <Button kind="secondary" size="small" onClick={onChoose}>
              <bdi>{label}</bdi>
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}
