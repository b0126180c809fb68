import { LANGUAGES } from './languages'

type Texts = { readonly [key: string]: string | Texts }

/** Looks a message up in every language: `{ "en": …, "de": … }`, as a template's texts may be given. */
export type EveryLanguage = (key: string) => Record<string, string>

/** Reads all languages. `key` names a plain message by its path, `templates.tax.title`; one that is missing is left out. */
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
