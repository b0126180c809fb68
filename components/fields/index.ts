import type { ComponentType } from 'react'
import type { Field, FieldType } from '@/lib/contract/form'
import { BooleanControl } from './boolean'
import { CheckboxControl } from './checkbox'
import { type ControlProps, SELECT_AS_CARDS } from './control'
import { CountryControl } from './countries/country'
import { DateControl } from './date'
import { FileReferenceControl } from './file-reference'
import { MultiSelectControl } from './multi-select'
import { NumberControl } from './number'
import { SelectControl } from './select'
import { TextControl } from './text'
import { TextareaControl } from './textarea'

type Drawn = {
  Control: ComponentType<ControlProps>
  /** Where the field's name stands: in a label, in a legend over several inputs, or in the control itself. */
  name: 'label' | 'legend' | 'control'
}

/** How each field type is drawn; the compiler asks for every one. */
const DRAWN: Record<FieldType, (field: Field) => Drawn> = {
  text: () => ({ Control: TextControl, name: 'label' }),
  textarea: () => ({ Control: TextareaControl, name: 'label' }),
  date: () => ({ Control: DateControl, name: 'legend' }),
  country: () => ({ Control: CountryControl, name: 'label' }),
  file_reference: () => ({ Control: FileReferenceControl, name: 'legend' }),
  number: () => ({ Control: NumberControl, name: 'label' }),
  boolean: ({ checkbox }) =>
    checkbox ? { Control: CheckboxControl, name: 'control' } : { Control: BooleanControl, name: 'legend' },
  select: ({ options }) => ({
    Control: SelectControl,
    name: options !== undefined && options.length <= SELECT_AS_CARDS ? 'legend' : 'label',
  }),
  multi_select: () => ({ Control: MultiSelectControl, name: 'legend' }),
}

/** The control of a field, and where its name stands. */
export function drawnAs(field: Field): Drawn {
  return DRAWN[field.type](field)
}
