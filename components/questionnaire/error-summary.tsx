import { useTranslations } from 'next-intl'
import type { MouseEvent } from 'react'
import { useFieldLabel } from '@/components/fields/field-text'
import { Notice } from '@/components/ui/notice'
import type { Field } from '@/lib/contract/form'
import styles from './questionnaire.module.css'

type ErrorSummaryProps = {
  fields: readonly Field[]
  /** The indexes of those that need attention. */
  faulty: readonly number[]
  idOf: (index: number) => string
  onChoose: (index: number) => void
}

/** Which answers need attention, each a way to its field. */
export function ErrorSummary({ fields, faulty, idOf, onChoose }: ErrorSummaryProps) {
  const t = useTranslations('questionnaire')
  const label = useFieldLabel()
  const choose = (event: MouseEvent, index: number) => {
    // The address is the host's: what follows a # in it says that the person has left.
    event.preventDefault()
    onChoose(index)
  }
  return (
    <Notice tone="bad" title={<span role="alert">{t('attention', { count: faulty.length })}</span>}>
      <ul className={styles.faulty}>
        {faulty.map((index) => {
          const field = fields[index]
          return (
            <li key={index}>
              <a href={`#${idOf(index)}`} onClick={(event) => choose(event, index)}>
                <bdi>{field && label(field)}</bdi>
              </a>
            </li>
          )
        })}
      </ul>
    </Notice>
  )
}
