import { z } from 'zod'

/**
 * A filter by a status, level or risk level, given as its word or its number; becomes the number. Anything else is
 * refused with a list of what there is.
 */
export function wordOrNumber(table: Readonly<Record<string, number>>) {
  const [words, numbers] = [Object.keys(table), Object.values(table)]
  const known = words.map((word) => `${word} (${table[word]})`).join(', ')
  return z
    .union([z.enum(words), z.enum(numbers.map(String)), z.literal(numbers)], { error: `One of ${known}` })
    .transform((value) => table[value] ?? Number(value))
}
