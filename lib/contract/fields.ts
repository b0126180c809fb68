/** Reads forms without their schema, and therefore without zod. */

/** All fields of a form, in order. */
export function fieldsOf<Field>(form: { sections?: { fields?: Field[] }[] }): Field[] {
  return form.sections?.flatMap((section) => section.fields ?? []) ?? []
}

/** Whether a form asks for nothing: its step only waits for a reviewer. */
export function asksNothing(form: { sections?: { fields?: unknown[] }[] }): boolean {
  return fieldsOf(form).length === 0
}

/** The value of an option in either notation. */
export function optionValue(option: string | { value: string }): string {
  return typeof option === 'string' ? option : option.value
}
