import type { FormSchema, LocalText } from '@/lib/contract/form'

/**
 * A text of a template in the reader's language: plain text as it is, else the language's own, that of its base
 * ("pt" for "pt-BR"), English, or the first.
 */
export function localText(text: LocalText, language: string): string {
  if (typeof text === 'string') return text
  return text[language] ?? text[language.split('-')[0] ?? ''] ?? text.en ?? Object.values(text)[0] ?? ''
}

const FIELD_TEXTS = ['label', 'help', 'placeholder'] as const

/** A form with its texts in one language alone: nobody downloads the others. */
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

/** Without what is undefined: an absent text stays absent. */
function only<Facts extends object>(facts: Facts): Partial<Facts> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Partial<Facts>
}
