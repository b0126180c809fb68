import type { ComponentType } from 'react'
import type { Field, FieldType } from '@/lib/contract/form'
import { BooleanControl } from './boolean'
import type { ControlProps } from './control'
import { CountryControl } from './country'
import { DateControl } from './date'
import { FileReferenceControl } from './file-reference'
import { MultiSelectControl } from './multi-select'
import { NumberControl } from './number'
import { SELECT_AS_CARDS, SelectControl } from './select'
import { TextControl } from './text'
import { TextareaControl } from './textarea'

type Drawn = {
  Control: ComponentType<ControlProps>
  /** Whether the control is several inputs under one name: then a legend names them, not a label. */
  grouped: boolean | ((field: Field) => boolean)
}

/** How each field type is drawn; the compiler asks for every one. */
const DRAWN: Record<FieldType, Drawn> = {
  text: { Control: TextControl, grouped: false },
  textarea: { Control: TextareaControl, grouped: false },
  date: { Control: DateControl, grouped: true },
  country: { Control: CountryControl, grouped: false },
  file_reference: { Control: FileReferenceControl, grouped: true },
  number: { Control: NumberControl, grouped: false },
  boolean: { Control: BooleanControl, grouped: true },
  select: {
    Control: SelectControl,
    grouped: ({ options }) => options !== undefined && options.length <= SELECT_AS_CARDS,
  },
  multi_select: { Control: MultiSelectControl, grouped: true },
}

/** The control of a field, and whether it is several inputs under one name. */
export function drawnAs(field: Field): { Control: ComponentType<ControlProps>; grouped: boolean } {
  const { Control, grouped } = DRAWN[field.type]
  return { Control, grouped: typeof grouped === 'function' ? grouped(field) : grouped }
}
