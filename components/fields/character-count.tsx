import { useTranslations } from 'next-intl'
import type { Field } from '@/lib/contract/form'
import { countCharacters } from '@/lib/form/count-characters'
import { maxLength } from '@/lib/form/max-length'
import styles from './field.module.css'

/** How much may still be written, or is too much: no input cuts in silence what is pasted. */
export function CharacterCount({ field, text, within }: { field: Field; text: string; within: number }) {
  const t = useTranslations('fields')
  const longest = maxLength(field)
  // Counting takes a while, and there are never more characters than this.
  if (text.length < longest - within) return null
  const left = longest - countCharacters(text)
  if (left > within) return null
  return (
    <p className={styles.count}>{left < 0 ? t('charactersOver', { over: -left }) : t('charactersLeft', { left })}</p>
  )
}
