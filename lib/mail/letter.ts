import { createTranslator } from 'use-intl/core'
import type { Letter } from '@/lib/contract/letter'
import { chooseLanguage } from '@/lib/i18n/languages'
import type { Messages } from '@/lib/i18n/messages'

export type WrittenLetter = { to: string; subject: string; text: string }

/** A letter in the customer's language, in plain text: nothing in it can be mistaken for anything else. */
export async function writeLetter({ to, language, letter, values }: Letter, brand: string): Promise<WrittenLetter> {
  const locale = chooseLanguage([language])
  const { default: messages } = await import(`../../messages/${locale}.json`)
  const say = createTranslator({ locale, messages: messages as Pick<Messages, 'mail'>, namespace: 'mail' })
  const until =
    values.until &&
    new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(
      new Date(values.until),
    )
  const words = { brand, code: values.code ?? '', until: until ? `${until} UTC` : '' }
  const paragraphs = [say('greeting'), say(`${letter}.text`, words), values.url, say('signature', words)]
  return {
    to,
    subject: say(`${letter}.subject`, words),
    text: `${paragraphs.filter((paragraph) => paragraph !== undefined).join('\n\n')}\n`,
  }
}
