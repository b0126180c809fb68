import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import type { useTranslations } from 'next-intl'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { MAX_FILE_SIZE } from '@/lib/contract/limits'
import { MRZ_FIELDS } from '@/lib/contract/well-known'
import { formattingTag, LANGUAGES, type Language } from './languages'
import type { MessageKey } from './messages'

type Texts = { [key: string]: string | Texts }

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const catalogueOf = (language: string) => new Map(flat(JSON.parse(read(`messages/${language}.json`))))

/** All messages with their paths, such as `shell.back`. */
function flat(texts: Texts, path = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : flat(value, `${path}${key}.`),
  )
}

/** All elements of a message, including those inside plurals and selects. */
function elementsOf(elements: readonly MessageFormatElement[]): MessageFormatElement[] {
  return elements.flatMap((element) => [
    element,
    ...('options' in element ? Object.values(element.options).flatMap(({ value }) => elementsOf(value)) : []),
    ...('children' in element ? elementsOf(element.children) : []),
  ])
}

/** The placeholders of a message with their types, which must be the same in every language. */
function placeholdersOf(message: string): string[] {
  const found = elementsOf(parse(message)).flatMap((element) => {
    if (element.type === TYPE.literal || element.type === TYPE.pound || element.type === TYPE.tag) return []
    const choices = element.type === TYPE.select ? Object.keys(element.options).sort().join() : ''
    return [`${TYPE[element.type]} ${element.value} ${choices}`.trim()]
  })
  return [...new Set(found)].sort()
}

/** The plural forms that a message lacks. Messages with exact numbers may omit some. */
function missingForms(message: string, language: Language): string[] {
  const forms = new Intl.PluralRules(formattingTag(language)).resolvedOptions().pluralCategories
  return elementsOf(parse(message)).flatMap((element) => {
    if (element.type !== TYPE.plural || Object.keys(element.options).some((form) => form.startsWith('='))) return []
    return forms.filter((form) => !(form in element.options))
  })
}

const english = catalogueOf('en')

describe.each(LANGUAGES)('the messages in %s', (language) => {
  const own = catalogueOf(language)

  it('are complete, without extra ones', () => {
    expect([...english.keys()].filter((key) => !own.has(key))).toEqual([])
    expect([...own.keys()].filter((key) => !english.has(key))).toEqual([])
  })

  it('are not empty', () => {
    expect([...own].filter(([, text]) => text.trim() === '').map(([key]) => key)).toEqual([])
  })

  it.skipIf(language === 'en')('leave no sentence in English', () => {
    // One word may be the same in both, as Email or Selfie.
    const wordsOf = (text: string) => text.replace(/\{\w+\}/g, '').match(/\p{L}{2,}/gu) ?? []
    const left = [...own].filter(([key, text]) => text === english.get(key) && wordsOf(text).length > 1)
    expect(left.map(([key]) => key)).toEqual([])
  })

  it('have the same placeholders as in English', () => {
    const differing = [...own].flatMap(([key, text]) => {
      const [here, there] = [placeholdersOf(text), placeholdersOf(english.get(key) ?? '')]
      return here.join() === there.join() ? [] : [{ key, here, there }]
    })
    expect(differing).toEqual([])
  })

  it('state the maximum file size', () => {
    const naming = [
      ...['capture.source.formats', 'capture.source.pictureFormats'],
      ...['capture.refusals.TOO_LARGE.title', 'capture.failures.FILE_TOO_LARGE.title'],
    ]
    const [megabytes = ''] = MAX_FILE_SIZE.split(' ')
    expect(naming.filter((key) => !own.get(key)?.includes(megabytes))).toEqual([])
  })

  it('have every plural form', () => {
    expect([...own].filter(([, text]) => missingForms(text, language).length > 0).map(([key]) => key)).toEqual([])
  })
})

describe('the messages', () => {
  it('have typed keys', () => {
    type Key = Parameters<ReturnType<typeof useTranslations<'shell'>>>[0]
    expectTypeOf<'back'>().toExtend<Key>()
    expectTypeOf<'bakc'>().not.toExtend<Key>()
    expectTypeOf<'personal.name'>().toExtend<MessageKey<'templates'>>()
    expectTypeOf<'personal.nmae'>().not.toExtend<MessageKey<'templates'>>()
  })

  it('have one file per language', () => {
    const files = readdirSync(join(root, 'messages')).filter((name) => name.endsWith('.json'))
    expect(files.sort()).toEqual(LANGUAGES.map((language) => `${language}.json`).sort())
  })

  it('cover each field that the MRZ is compared with', () => {
    const cases = elementsOf(parse(english.get('documentNotes.MRZ_DISAGREES') ?? '')).flatMap((element) =>
      element.type === TYPE.select ? Object.keys(element.options) : [],
    )
    expect(cases.sort()).toEqual([...MRZ_FIELDS, 'other'].sort())
  })

  it('are all used', () => {
    const uses = [...sourcesUnder('app'), ...sourcesUnder('components'), ...sourcesUnder('lib')].map(usesOf)
    const isUsed = (key: string) =>
      uses.some(({ namespaces, keys, wholly }) => {
        const within = (name: string) => key.startsWith(name) && key.slice(name.length)
        return (
          namespaces.map(within).some((rest) => rest && keys.some((pattern) => pattern.test(rest))) ||
          wholly.map(within).some((rest) => rest && !rest.includes('.'))
        )
      })
    expect([...english.keys()].filter((key) => !isUsed(key))).toEqual([])
  })
})

type Uses = {
  namespaces: string[]
  /** Everything in the file that may be a key. `live.${code}` matches any code. */
  keys: RegExp[]
  /** Namespaces whose keys come from a variable: `reasons(code)`. */
  wholly: string[]
}

function sourcesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
    .map((name) => read(`${folder}/${name}`))
}

/** The messages that a file may use. */
function usesOf(source: string): Uses {
  const opened = [...source.matchAll(/(?:useTranslations|getTranslations)(?:<[^>]*>)?\(\s*'([\w.]+)'/g)]
  const typed = [...source.matchAll(/useTranslations<'([\w.]+)'>/g)]
  const emails = /namespace: '(\w+)'/.exec(source)
  const say = source.includes('say(') && source.includes('SandboxTemplate') ? ['templates'] : []
  const namespaces = [...opened, ...typed].map((match) => match[1] ?? '')
  const named = [...source.matchAll(/const (\w+) = useTranslations\('([\w.]+)'\)/g)]
  const takesAny = named.filter(({ 0: declaration, 1: name, index }) => {
    // Up to the next function that uses the same variable name for another namespace.
    const [scope = ''] = source.slice(index + declaration.length).split(`const ${name} = useTranslations(`)
    return new RegExp(`\\b${name}\\(\\s*[a-z]`).test(scope)
  })
  const literals = [...source.matchAll(/'([A-Za-z0-9_.-]+)'|`([A-Za-z0-9_.${}()\- ?:']+)`/g)]
  return {
    namespaces: [...namespaces, ...(emails?.[1] ? [emails[1]] : []), ...say].map((name) => `${name}.`),
    keys: literals.map(([, plain, template]) => patternOf(plain ?? template ?? '')),
    wholly: takesAny.map(([, , namespace]) => `${namespace}.`),
  }
}

function patternOf(literal: string): RegExp {
  const parts = literal.split(/\$\{[^}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('[\\w-]+(?:\\.[\\w-]+)*')}$`)
}
