import { useFormatter, useLocale, useTranslations } from 'next-intl'
import type { Field, FieldOption } from '@/lib/contract/form'
import { isFieldName } from '@/lib/contract/well-known'
import { localText } from '@/lib/form/local-text'

/** More documents than these are not named one by one. */
const MOST_NAMED = 4

/** A field's label: the template's, else the documents that it takes, else ours for a well-known name, else the name made readable. */
export function useFieldLabel(): (field: Field) => string {
  const t = useTranslations('fields')
  const types = useTranslations('documentTypes')
  const format = useFormatter()
  const language = useLocale()
  return (field) => {
    if (field.label !== undefined) return localText(field.label, language)
    const taken = field.type === 'file_reference' && field.document_types
    if (taken && taken.length <= MOST_NAMED)
      return format.list(
        taken.map((type) => types(type)),
        { type: 'disjunction' },
      )
    return isFieldName(field.name) ? t(`names.${field.name}`) : readable(field.name)
  }
}

/** What a person reads of an option. */
export function optionLabel(option: FieldOption, language: string): string {
  if (typeof option === 'string') return readable(option)
  return option.label === undefined ? readable(option.value) : localText(option.label, language)
}

/** "employment_status" → "Employment status". */
function readable(name: string): string {
  const words = name.replace(/[_-]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
