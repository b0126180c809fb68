/** Reads forms without their schema, and therefore without zod. */

/** All fields of a form, in order. */
export function fieldsOf<Field>(form: { sections?: { fields?: Field[] }[] }): Field[] {
  return form.sections?.flatMap((section) => section.fields ?? []) ?? []
}

/** Whether a form asks for nothing: its step only waits for a reviewer. */
export function asksNothing(form: { sections?: { fields?: unknown[] }[] }): boolean {
  return fieldsOf(form).length === 0
}

/** Whether a visible field has to be answered. @param isAnswered whether another field is visible and answered. */
export function isRequired(
  { required, required_unless }: { required?: boolean | undefined; required_unless?: string | undefined },
  isAnswered: (name: string) => boolean,
): boolean {
  return required === true || (required_unless !== undefined && !isAnswered(required_unless))
}

/** The value of an option in either notation. */
export function optionValue(option: string | { value: string }): string {
  return typeof option === 'string' ? option : option.value
}
