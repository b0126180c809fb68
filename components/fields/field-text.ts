import { useFormatter, useLocale, useTranslations } from 'next-intl'
import type { Field, FieldOption } from '@/lib/contract/form'
import { fieldLabel, readable } from '@/lib/form/labels'
import { localText } from '@/lib/form/local-text'

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

/** What a person reads of an option. */
export function optionLabel(option: FieldOption, language: string): string {
  if (typeof option === 'string') return readable(option)
  return option.label === undefined ? readable(option.value) : localText(option.label, language)
}
