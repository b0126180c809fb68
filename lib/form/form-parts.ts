import type { Field, FormSchema } from '@/lib/contract/form'

/** So many fields a phone shows without much scrolling. */
const FITS = 6
/** Two answers to choose from take the height of a field; a longer list of one answer is a menu. */
const ANSWERS_PER_FIELD = 2
const LONGEST_IN_VIEW = 5

/**
 * The parts in which a form is asked for on a phone, one after the other: all at once where it fits, else its sections in
 * their order, small neighbours together. It depends on the template alone, so that nothing moves while somebody types.
 * @returns for each part the numbers of its sections.
 */
export function partsOf({ sections = [] }: FormSchema): number[][] {
  const parts: { sections: number[]; height: number }[] = []
  for (const [number, { fields = [] }] of sections.entries()) {
    const height = fields.reduce((sum, field) => sum + heightOf(field), 0)
    const last = parts.at(-1)
    if (last && last.height + height <= FITS) {
      last.sections.push(number)
      last.height += height
    } else parts.push({ sections: [number], height })
  }
  return parts.map((part) => part.sections)
}

function heightOf({ type, options = [] }: Field): number {
  const isInView = type === 'multi_select' || (type === 'select' && options.length <= LONGEST_IN_VIEW)
  return isInView ? Math.max(1, options.length / ANSWERS_PER_FIELD) : 1
}
