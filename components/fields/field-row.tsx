import { useLocale, useTranslations } from 'next-intl'
import { LettersHint, ReadMark, useIsRead } from '@/components/questionnaire/read-from-document'
import { fieldsOf } from '@/lib/contract/fields'
import { NAME_FIELDS } from '@/lib/contract/well-known'
import { localText } from '@/lib/form/local-text'
import { isLatin } from '@/lib/form/script'
import { drawnAs } from '.'
import type { ControlProps } from './control'
import { FieldErrorText } from './field-error-text'
import styles from './field-row.module.css'
import { useFieldError, useFieldLabel } from './field-text'

type FieldRowProps = Omit<ControlProps, 'describedBy' | 'invalid' | 'language' | 'label'> & {
  /** Null when all is well. One that we have no sentence for, as a newer backend may send, still gets one. */
  error: string | null
}

/** A field with what stands around its control: label, help, and the error tied to it. */
export function FieldRow({ error, ...props }: FieldRowProps) {
  const t = useTranslations('fields')
  const errorText = useFieldError()
  const language = useLocale()
  const { field, id } = props
  const label = useFieldLabel()(field)
  const { Control, name: place } = drawnAs(field)
  const instead = useInstead(props)
  const latin = useLatinHint(props)
  const helpId = field.help === undefined && instead === null && latin === null ? null : `${id}-help`
  // Of what a document does not say its own control tells, beside what is missing.
  const isToldInside = error === 'kind_missing' && props.documents.length > 0
  const errorId = error === null || isToldInside ? null : `${id}-error`
  const readId = useIsRead(field, props.value) && place !== 'control' ? `${id}-read` : null
  const describedBy = [readId, helpId, errorId].filter(Boolean).join(' ') || undefined
  const name = (
    <>
      <bdi>{label}</bdi>
      {!field.required && instead === null && <span className={styles.optional}> {t('optional')}</span>}
    </>
  )
  const help = helpId !== null && (
    <p id={helpId} className={styles.help}>
      {field.help !== undefined && <bdi>{localText(field.help, language)}</bdi>} {instead} {latin}
    </p>
  )
  const rest = (
    <>
      {readId && <ReadMark id={readId} />}
      {place !== 'control' && help}
      <LettersHint field={field} />
      <Control {...props} {...{ describedBy, language, label }} invalid={error !== null} />
      {place === 'control' && help}
      {errorId !== null && error !== null && <FieldErrorText id={errorId}>{errorText(field, error)}</FieldErrorText>}
    </>
  )
  if (place === 'legend') {
    return (
      <fieldset className={styles.row} data-field={field.name} data-invalid={error !== null || undefined}>
        <legend className={styles.label}>{name}</legend>
        {rest}
      </fieldset>
    )
  }
  return (
    <div className={styles.row} data-field={field.name}>
      {place === 'label' && (
        <label htmlFor={id} className={styles.label}>
          {name}
        </label>
      )}
      {rest}
    </div>
  )
}

/** Says of a field that it can stay empty if another one is answered. Null when it cannot. */
function useInstead({ field, step }: Pick<ControlProps, 'field' | 'step'>): string | null {
  const t = useTranslations('fields')
  const labelOf = useFieldLabel()
  const other = fieldsOf(step.form_schema).find(({ name }) => name === field.required_unless)
  return other ? t('orInstead', { field: labelOf(other) }) : null
}

/**
 * Says that Latin letters are wanted: always where the template asks for them, else once a name is written in others.
 * Null when nothing is to be said.
 */
function useLatinHint({ field, value }: Pick<ControlProps, 'field' | 'value'>): string | null {
  const t = useTranslations('fields')
  const isAsked = field.script === 'latin' || (NAME_FIELDS.includes(field.name) && !isLatin(String(value ?? '')))
  return isAsked ? t('latin') : null
}
