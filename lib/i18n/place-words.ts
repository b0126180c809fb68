import { createTranslator } from 'use-intl/core'
import type { PlaceProblem } from '@/lib/contract/host/place'
import type { Language } from './languages'
import type { Messages } from './messages'

/** What a person reads where the screens cannot be used. */
export async function readPlaceWords(language: Language, problem: PlaceProblem) {
  const { default: messages } = await import(`../../messages/${language}.json`)
  const all = { locale: language, messages: messages as Pick<Messages, 'place' | 'shell' | 'window'> }
  const say = createTranslator({ ...all, namespace: 'place' })
  return {
    title: say(`${problem}.title`),
    text: say(`${problem}.text`),
    toSet: say('toSet'),
    open: createTranslator({ ...all, namespace: 'window' })('open'),
    support: createTranslator({ ...all, namespace: 'shell' })('support'),
  }
}
