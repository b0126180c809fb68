import { createTranslator } from 'use-intl/core'
import type { Email } from '@/lib/contract/email'
import { LIMIT_NAMES, type RequestableLevel } from '@/lib/contract/levels/levels'
import { limitsOf } from '@/lib/contract/levels/limits-of'
import type { BrandTerms } from '@/lib/contract/levels/terms'
import { localText } from '@/lib/form/local-text'
import { amountText } from '@/lib/i18n/amount'
import { chooseLanguage, formattingTag } from '@/lib/i18n/languages'
import type { Messages } from '@/lib/i18n/messages'

export type WrittenEmail = { to: string; subject: string; text: string }

/** The brand that writes. */
export type EmailSender = {
  name: string
  /** An address or a URL. */
  support: string | null
  terms: BrandTerms | null
}

/** Writes an email in the customer's language, as plain text: without markup there is nothing to inject. */
export async function writeEmail(
  { to, language, letter, values }: Email,
  { name, support, terms }: EmailSender,
): Promise<WrittenEmail> {
  const say = await translator(chooseLanguage([language]))
  const words = {
    brand: name,
    code: values.code ?? '',
    until: values.until ? momentText(values.until, say.locale) : '',
  }
  const paragraphs = [
    say.mail('greeting'),
    say.mail(`${letter}.text`, words),
    values.level && levelText(values.level, terms, say),
    values.url,
    support && `${say.shell('support')}: ${support}`,
    say.mail('signature', words),
  ]
  return {
    to,
    subject: say.mail(`${letter}.subject`, words),
    text: `${paragraphs.filter((paragraph) => paragraph).join('\n\n')}\n`,
  }
}

async function translator(language: ReturnType<typeof chooseLanguage>) {
  const { default: messages }: { default: Messages } = await import(`../../messages/${language}.json`)
  const locale = formattingTag(language)
  return {
    locale,
    mail: createTranslator({ locale, messages, namespace: 'mail' }),
    levels: createTranslator({ locale, messages, namespace: 'levels' }),
    shell: createTranslator({ locale, messages, namespace: 'shell' }),
  }
}

/** What the level is called, and what it allows where the brand has set limits. */
function levelText(
  level: RequestableLevel,
  terms: BrandTerms | null,
  { levels, locale }: Awaited<ReturnType<typeof translator>>,
): string {
  const own = terms?.levels[level].name
  const limits = limitsOf(terms, level)
  const amount = (limit: number) => amountText(limit, terms?.currency ?? '', locale)
  return [
    own === undefined ? levels('verification', { level }) : localText(own, locale),
    ...(limits ? LIMIT_NAMES.map((name) => `${levels(name)}: ${amount(limits[name])}`) : []),
  ].join('\n')
}

function momentText(moment: string, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })
  return `${format.format(new Date(moment))} UTC`
}
