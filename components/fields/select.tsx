import { useTranslations } from 'next-intl'
import { optionValue } from '@/lib/contract/fields'
import { Choices } from './choices'
import { type ControlProps, controlAttributes, SELECT_AS_CARDS } from './control'
import { useOptionLabel } from './field-text'
import { NativeSelect } from './native-select'
import { TextControl } from './text'

/** One of the offered values, or a line of text where none are offered. */
export function SelectControl(props: ControlProps) {
  const t = useTranslations('fields')
  const { field, id, value, onChange, describedBy, invalid } = props
  const labelOf = useOptionLabel(field)
  if (!field.options) return <TextControl {...props} />
  const choices = field.options.map((option) => ({ value: optionValue(option), label: labelOf(option) }))
  if (choices.length <= SELECT_AS_CARDS) {
    return (
      <Choices {...{ kind: 'radio', id, choices, describedBy, invalid }} chosen={[String(value)]} onToggle={onChange} />
    )
  }
  return (
    <NativeSelect
      {...controlAttributes(props)}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{t('choose')}</option>
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </NativeSelect>
  )
}
