import dynamic from 'next/dynamic'
import type { ComponentType } from 'react'
import type { Field, FieldType } from '@/lib/contract/form'
import { type ControlProps, SELECT_AS_CARDS } from './control'
import { CountryControl } from './countries/country'
import { DateControl } from './date'
import { TextControl } from './text'

// What few forms begin with comes with those that have it: the first screen waits for what it draws alone.
const BooleanControl = dynamic(() => import('./boolean').then((module) => module.BooleanControl))
const CheckboxControl = dynamic(() => import('./checkbox').then((module) => module.CheckboxControl))
const FileReferenceControl = dynamic(() => import('./file-reference').then((module) => module.FileReferenceControl))
const MultiSelectControl = dynamic(() => import('./multi-select').then((module) => module.MultiSelectControl))
const NumberControl = dynamic(() => import('./number').then((module) => module.NumberControl))
const SelectControl = dynamic(() => import('./select').then((module) => module.SelectControl))
const TextareaControl = dynamic(() => import('./textarea').then((module) => module.TextareaControl))

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
