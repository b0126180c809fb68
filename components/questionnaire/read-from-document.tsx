import { useFormatter, useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { Icon } from '@/components/ui/icon'
import type { Field } from '@/lib/contract/form'
import { type FormValue, formKey, toAnswers } from '@/lib/form/form-values'
import { useExtracted, useOffered } from './extracted-provider'
import styles from './read-from-document.module.css'

/** Whether a value was read from the person's document, and they left it so. */
export function useIsRead(field: Field, value: FormValue): boolean {
  const language = useLocale()
  const offered = useOffered(field)
  return offered !== undefined && offered === toAnswers([field], { [formKey(0)]: value }, language)[field.name]
}

/** Says so of a value, beside the name of its field. */
export function ReadMark({ id }: { id: string }) {
  const t = useTranslations('fields')
  return (
    <span id={id} className={styles.mark}>
      <Icon name="check-circle" />
      <span>{t('readFromDocument')}</span>
    </span>
  )
}

const MOST_LETTERS = 6

/** Asks for the letters that a name may have and its document's zone does not. */
export function LettersHint({ field }: { field: Field }) {
  const t = useTranslations('fields')
  const format = useFormatter()
  const { letters: found } = useExtracted()
  // What is read later moves nothing.
  const from = field.type === 'text' ? field.prefill_from : undefined
  const [letters] = useState(() => (from ? (found[from] ?? []) : []).slice(0, MOST_LETTERS))
  if (letters.length === 0) return null
  return <p className={styles.hint}>{t('lettersToAdd', { letters: format.list(letters, { type: 'disjunction' }) })}</p>
}
