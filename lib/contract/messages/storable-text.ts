import { z } from 'zod'

/** Text that every database holds and gives back as it was: without NUL, and without halves of characters. */
const isStorable = (text: string) => !text.includes('\0') && text.isWellFormed()
const WRONG = { message: 'must not contain NUL or halves of characters', params: { code: 'characters' } }

export const storableText = z.string().refine(isStorable, WRONG)

/** Any JSON in which all texts are storable. The names of its keys are the business of whoever reads them. */
export const storableJson = z.unknown().superRefine((whole, context) => {
  const add = (value: unknown, path: PropertyKey[]): void => {
    if (typeof value === 'string' && !isStorable(value)) context.addIssue({ code: 'custom', path, ...WRONG })
    if (Array.isArray(value)) for (const [index, item] of value.entries()) add(item, [...path, index])
    else if (typeof value === 'object' && value !== null)
      for (const [key, item] of Object.entries(value)) add(item, [...path, key])
  }
  add(whole, [])
})
