import { createTranslator } from 'use-intl/core'
import { LANGUAGES } from './languages'
import type { Messages } from './messages'

/** What a person reads where a screen has failed. It comes when it is needed, with the rest of their language. */
export async function crashWords(tag: string) {
  const language = LANGUAGES.find((one) => one === tag) ?? 'en'
  const { default: messages } = await import(`../../messages/${language}.json`)
  const all = { locale: language, messages: messages as Pick<Messages, 'shell'> }
  const say = createTranslator({ ...all, namespace: 'shell' })
  return { title: say('crash.title'), text: say('crash.text'), again: say('crash.again') }
}
