import { useLocale, useTranslations } from 'next-intl'
import { Icon } from '@/components/ui/icon'
import { localText } from '@/lib/form/local-text'
import { CONTROLS, isGrouped } from '.'
import type { ControlProps } from './control'
import styles from './field-row.module.css'
import { useFieldLabel } from './field-text'

type FieldRowProps = Omit<ControlProps, 'describedBy' | 'invalid' | 'language'> & {
  /** A code of `formErrors`; null when all is well. */
  fault: string | null
}

/** A field with what stands around its control: label, help, and the error tied to it. */
export function FieldRow({ fault, ...props }: FieldRowProps) {
  const t = useTranslations('fields')
  const errors = useTranslations('formErrors')
  const language = useLocale()
  const { field, id } = props
  const label = useFieldLabel()(field)
  const Control = CONTROLS[field.type]
  const helpId = field.help === undefined ? null : `${id}-help`
  const errorId = fault === null ? null : `${id}-error`
  const describedBy = [helpId, errorId].filter(Boolean).join(' ') || undefined
  const name = (
    <>
      <bdi>{label}</bdi>
      {!field.required && <span className={styles.optional}> {t('optional')}</span>}
    </>
  )
  const rest = (
    <>
      {field.help !== undefined && (
        <p id={helpId ?? undefined} className={styles.help}>
          <bdi>{localText(field.help, language)}</bdi>
        </p>
      )}
      <Control {...props} {...{ describedBy, language }} invalid={fault !== null} />
      {fault !== null && (
        <p id={errorId ?? undefined} className={styles.error}>
          <Icon name="alert" />
          {errors(sentenceFor(fault, errors.has), boundsOf(props))}
        </p>
      )}
    </>
  )
  if (isGrouped(field)) {
    return (
      <fieldset className={styles.row} data-field={field.name} data-faulty={fault !== null || undefined}>
        <legend className={styles.label}>{name}</legend>
        {rest}
      </fieldset>
    )
  }
  return (
    <div className={styles.row} data-field={field.name}>
      <label htmlFor={id} className={styles.label}>
        {name}
      </label>
      {rest}
    </div>
  )
}

type ErrorKey = Parameters<ReturnType<typeof useTranslations<'formErrors'>>['has']>[0]

/** A fault that we have no sentence for, as a newer backend may send, still gets one. */
function sentenceFor(code: string, has: (key: ErrorKey) => boolean): ErrorKey {
  return has(code as ErrorKey) ? (code as ErrorKey) : ('invalid' as ErrorKey)
}

/** The numbers that the sentences may name. */
function boundsOf({ field }: Pick<ControlProps, 'field'>) {
  return {
    min: field.min ?? 0,
    max: field.max ?? 0,
    shortest: field.min_length ?? 0,
    longest: field.max_length ?? 0,
    age: field.min_age ?? 0,
  }
}
