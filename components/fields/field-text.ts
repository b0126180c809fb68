import { useLocale, useTranslations } from 'next-intl'
import type { Field, FieldOption } from '@/lib/contract/form'
import { localText } from '@/lib/form/local-text'

/** A field's label: the template's, else ours for a well-known name, else the name made readable. */
export function useFieldLabel(): (field: Field) => string {
  const t = useTranslations('fields')
  const language = useLocale()
  return (field) => {
    if (field.label !== undefined) return localText(field.label, language)
    const key = `names.${field.name}` as Parameters<typeof t.has>[0]
    return /^[a-z_]+$/.test(field.name) && t.has(key) ? t(key) : readable(field.name)
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
