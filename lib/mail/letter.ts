import { createTranslator } from 'use-intl/core'
import type { Letter } from '@/lib/contract/letter'
import { chooseLanguage } from '@/lib/i18n/languages'

export type WrittenLetter = { to: string; subject: string; text: string }

/** A letter in the customer's language, in plain text: nothing in it can be mistaken for anything else. */
export async function writeLetter({ to, language, letter, values }: Letter, brand: string): Promise<WrittenLetter> {
  const locale = chooseLanguage([language])
  const { default: messages } = await import(`../../messages/${locale}.json`)
  const t = createTranslator({ locale, messages: messages as { mail: Record<string, never> }, namespace: 'mail' })
  const say = t as unknown as (key: string, words?: Record<string, string>) => string
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
