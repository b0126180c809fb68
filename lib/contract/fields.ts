/** What is read off a form without its schema, and so without zod. */

/** All fields of a form, in the order of the screen. */
export function fieldsOf<Field>(form: { sections?: { fields?: Field[] }[] }): Field[] {
  return form.sections?.flatMap((section) => section.fields ?? []) ?? []
}

/** An option's value, whichever way it was written. */
export function optionValue(option: string | { value: string }): string {
  return typeof option === 'string' ? option : option.value
}
