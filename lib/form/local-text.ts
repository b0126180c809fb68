import type { FormSchema, LocalText } from '@/lib/contract/form'

/**
 * The text of a template in the reader's language. Plain text is returned unchanged. Falls back to the base language
 * ("pt" for "pt-BR"), to English, and to the first text.
 */
export function localText(text: LocalText, language: string): string {
  if (typeof text === 'string') return text
  return textIn(text, language) ?? text.en ?? Object.values(text)[0] ?? ''
}

/** The text in the reader's language, or in its base language. Undefined when it is in none of the two. */
export function textIn(text: LocalText, language: string): string | undefined {
  return typeof text === 'string' ? undefined : (text[language] ?? text[language.split('-')[0] ?? ''])
}

const FIELD_TEXTS = ['label', 'help', 'placeholder'] as const

/** Reduces a title to one language. Stays plain when it has nothing in that language, so that a known step keeps our words. */
export function titleIn(title: LocalText, language: string): LocalText {
  const own = textIn(title, language)
  return own === undefined ? localText(title, language) : { [language]: own }
}

/** Reduces the texts of a form to one language, so that the others are not sent to the browser. */
export function schemaIn(schema: FormSchema, language: string): FormSchema {
  const say = (text: LocalText | undefined) => (text === undefined ? undefined : localText(text, language))
  return {
    ...schema,
    sections: schema.sections?.map((section) => ({
      ...section,
      ...only({ title: say(section.title), help: say(section.help) }),
      fields: section.fields?.map((field) => ({
        ...field,
        ...only(Object.fromEntries(FIELD_TEXTS.map((name) => [name, say(field[name])]))),
        ...only({
          options: field.options?.map((option) =>
            typeof option === 'string' ? option : { ...option, ...only({ label: say(option.label) }) },
          ),
        }),
      })),
    })),
  }
}

/** A form whose amounts are in the given currency, where they name none. */
export function withCurrency(schema: FormSchema, currency: string | null): FormSchema {
  if (currency === null) return schema
  return {
    ...schema,
    sections: schema.sections?.map((section) => ({
      ...section,
      fields: section.fields?.map((field) => (field.format === 'amount' ? { currency, ...field } : field)),
    })),
  }
}

/** Removes undefined values, so that an absent text stays absent. */
function only<Facts extends object>(facts: Facts): Partial<Facts> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Partial<Facts>
}
