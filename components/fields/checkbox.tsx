import { Choices } from './choices'
import type { ControlProps } from './control'

/** A box to tick, with the field's label beside it. One that is not ticked is not answered. */
export function CheckboxControl({ id, value, onChange, describedBy, invalid, label }: ControlProps) {
  return (
    <Choices
      {...{ kind: 'checkbox', id, describedBy, invalid }}
      choices={[{ value: 'true', label }]}
      chosen={value === true ? ['true'] : []}
      onToggle={(_, on) => onChange(on ? true : null)}
    />
  )
}
