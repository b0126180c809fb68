import type { z } from 'zod'

/** Types by the names that somebody knows who has written JSON by hand. */
const TYPES: Readonly<Record<string, string>> = {
  ...{ object: 'an object', record: 'an object', array: 'a list', string: 'a text', number: 'a number' },
  ...{ int: 'a whole number', boolean: 'true or false', null: 'null' },
}

/** Says what is wrong at a place of a file. Undefined where zod's own words will do. */
export const faultWords: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type': {
      const wanted = TYPES[issue.expected] ?? issue.expected
      return issue.input === undefined ? `is missing: it must be ${wanted}` : `must be ${wanted}`
    }
    case 'unrecognized_keys':
      return `has keys that mean nothing here: ${issue.keys.map((key) => JSON.stringify(key)).join(', ')}`
    case 'invalid_value':
      return `must be ${either(issue.values.map((value) => JSON.stringify(value)))}`
    case 'invalid_union':
      return `must be ${either(alternativesOf(issue))}`
    case 'invalid_key':
      return `has a key that it cannot have: ${issue.issues.map(({ message }) => message).join('; ')}`
    case 'invalid_format':
      return issue.format === 'date' ? 'must be a day, such as "2026-11-30"' : undefined
    case 'too_small':
      return `must ${sizeOf(issue.origin, 'at least', Number(issue.minimum))}`
    case 'too_big':
      return `must ${sizeOf(issue.origin, 'at most', Number(issue.maximum))}`
    default:
      return undefined
  }
}

type Union = {
  options?: readonly unknown[] | undefined
  errors: readonly (readonly { code?: string; expected?: unknown }[])[]
}

/** Of things that are told apart by one key, as facts are, its values are what may be meant; of others their types. */
function alternativesOf({ options, errors }: Union): string[] {
  if (options && options.length > 0) return options.map((option) => JSON.stringify(option))
  const expected = errors.flatMap(([first]) => (first?.code === 'invalid_type' ? String(first.expected) : []))
  return expected.length > 0 ? expected.map((type) => TYPES[type] ?? type) : ['something else']
}

function either(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

function sizeOf(origin: string, bound: string, size: number): string {
  if (origin === 'array' || origin === 'set') return `have ${bound} ${size} ${size === 1 ? 'entry' : 'entries'}`
  return origin === 'string' ? `have ${bound} ${size} characters` : `be ${bound} ${size}`
}
