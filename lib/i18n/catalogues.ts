import { LANGUAGES } from './languages'

type Texts = { readonly [key: string]: string | Texts }

/** Looks up a message in every language, in the format of a template's texts: `{ "en": …, "de": … }`. */
export type EveryLanguage = (key: string) => Record<string, string>

/** Loads all languages. `key` is the path of a message, such as `templates.tax.title`. Missing ones are omitted. */
export async function readEveryLanguage(): Promise<EveryLanguage> {
  const catalogues = await Promise.all(
    LANGUAGES.map(async (language) => {
      const { default: messages } = await import(`../../messages/${language}.json`)
      return [language, messages as Texts] as const
    }),
  )
  return (key) =>
    Object.fromEntries(
      catalogues.flatMap(([language, messages]) => {
        const text = key.split('.').reduce<Texts | string | undefined>(at, messages)
        return typeof text === 'string' ? [[language, text]] : []
      }),
    )
}

function at(texts: Texts | string | undefined, part: string): Texts | string | undefined {
  return typeof texts === 'object' ? texts[part] : undefined
}
