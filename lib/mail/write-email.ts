import { createTranslator } from 'use-intl/core'
import type { Email } from '@/lib/contract/email'
import { chooseLanguage } from '@/lib/i18n/languages'
import type { Messages } from '@/lib/i18n/messages'

export type WrittenEmail = { to: string; subject: string; text: string }

/** Writes an email in the customer's language, as plain text: without markup there is nothing to inject. */
export async function writeEmail({ to, language, letter, values }: Email, brand: string): Promise<WrittenEmail> {
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
