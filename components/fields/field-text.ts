import { useFormatter, useLocale, useTranslations } from 'next-intl'
import { isFieldErrorCode } from '@/lib/contract/field-errors'
import type { Field, FieldOption } from '@/lib/contract/form'
import { type FieldName, isFieldName } from '@/lib/contract/well-known'
import { fieldLabel, readable } from '@/lib/form/labels'
import { localText } from '@/lib/form/local-text'
import { maxLength } from '@/lib/form/max-length'
import { amountRange, amountText } from '@/lib/i18n/amount'

/** What a person reads of a field. */
export function useFieldLabel(): (field: Field) => string {
  const t = useTranslations('fields')
  const types = useTranslations('documentTypes')
  const format = useFormatter()
  const language = useLocale()
  return (field) =>
    fieldLabel(field, {
      language,
      name: (name) => t(`names.${name}`),
      documentType: (type) => types(type),
      oneOf: (texts) => format.list(texts, { type: 'disjunction' }),
    })
}

/** What a person reads of an option: its label, else the amounts that it stands for, else its value. */
export function useOptionLabel({ currency }: Field): (option: FieldOption) => string {
  const t = useTranslations('fields')
  const language = useLocale()
  return (option) => {
    if (typeof option === 'string') return readable(option)
    const { value, label, from, to } = option
    if (label !== undefined) return localText(label, language)
    if (from !== undefined && to !== undefined) return amountRange(from, to, currency, language)
    if (to !== undefined) return t('amountUnder', { amount: amountText(to, currency, language) })
    if (from !== undefined) return t('amountOver', { amount: amountText(from, currency, language) })
    return readable(value)
  }
}

/**
 * What a person reads of an error: the field's name and the way out. A code that we have no sentence for, as a newer
 * backend may send, still gets one.
 */
export function useFieldError(): (field: Field, code: string) => string {
  const t = useTranslations('fields')
  const errors = useTranslations('formErrors')
  const notes = useTranslations('documentNotes')
  const labelOf = useFieldLabel()
  return (field, code) => {
    // The date is right, and the document is not: nobody is asked to check it.
    if (code === 'date_too_early' && field.expires) return notes('EXPIRED')
    const own = code === 'required' || code === 'file_missing' ? ownName(field) : null
    if (own) return t(`missing.${own}`)
    return errors(isFieldErrorCode(code) ? code : 'invalid', {
      ...{ field: labelOf(field), kind: kindOf(field) },
      ...{ min: field.min ?? 0, max: field.max ?? 0, age: field.min_age ?? 0 },
      ...{ shortest: field.min_length ?? 0, longest: maxLength(field) },
    })
  }
}

/** The fields that our own sentences say to choose, not to enter. */
const CHOSEN: readonly FieldName[] = [
  ...(['country_of_birth', 'gender', 'nationality', 'country', 'country_of_residence'] as const),
  ...(['employment_status', 'annual_income', 'tax_residence'] as const),
]

/** The well-known name of a field that means no more and no less than we do by it. Null for all others. */
function ownName({ name, label, document_types, ...field }: Field): FieldName | null {
  if (!isFieldName(name) || label !== undefined || document_types !== undefined) return null
  return CHOSEN.includes(name) === (kindOf(field) === 'choice') ? name : null
}

function kindOf({ type, checkbox, options }: Omit<Field, 'name'>): 'choice' | 'box' | 'other' {
  if (type === 'boolean') return checkbox ? 'box' : 'choice'
  return type === 'country' || ((type === 'select' || type === 'multi_select') && options) ? 'choice' : 'other'
}
