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

/** One control per field type; the compiler asks for every one. */
export const CONTROLS: Record<FieldType, ComponentType<ControlProps>> = {
  text: TextControl,
  textarea: TextareaControl,
  date: DateControl,
  country: CountryControl,
  file_reference: FileReferenceControl,
  number: NumberControl,
  boolean: BooleanControl,
  select: SelectControl,
  multi_select: MultiSelectControl,
}

const GROUPED: ReadonlySet<FieldType> = new Set(['date', 'boolean', 'multi_select', 'file_reference'])

/** Whether a field's control is several inputs under one name: then a legend names them, not a label. */
export function isGrouped(field: Field): boolean {
  return (
    GROUPED.has(field.type) ||
    (field.type === 'select' && field.options !== undefined && field.options.length <= SELECT_AS_CARDS)
  )
}
