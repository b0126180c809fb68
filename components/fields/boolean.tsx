import { useTranslations } from 'next-intl'
import { Choices } from './choices'
import type { ControlProps } from './control'

/** Yes or no, both to be chosen: a checkbox cannot tell "no" from "not answered". */
export function BooleanControl({ id, value, onChange, describedBy, invalid }: ControlProps) {
  const t = useTranslations('fields')
  return (
    <Choices
      {...{ kind: 'radio', id, describedBy, invalid, inline: true }}
      choices={[
        { value: 'true', label: t('yes') },
        { value: 'false', label: t('no') },
      ]}
      chosen={typeof value === 'boolean' ? [String(value)] : []}
      onToggle={(chosen) => onChange(chosen === 'true')}
    />
  )
}
