import { createTranslator } from 'use-intl/core'
import type { Email } from '@/lib/contract/email'
import { LIMIT_NAMES, type RequestableLevel } from '@/lib/contract/levels/levels'
import { limitsOf } from '@/lib/contract/levels/limits-of'
import type { BrandTerms } from '@/lib/contract/levels/terms'
import type { ReasonCode } from '@/lib/contract/messages/reasons'
import type { MissingDocument, MissingStep } from '@/lib/contract/records'
import { STEP_STATUS } from '@/lib/contract/statuses'
import { fieldLabel, stepLabel } from '@/lib/form/labels'
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
    values.missing?.length && missingText(values.missing, say),
    say.mail(`${letter}.text`, words),
    values.message && `${say.shell('teamMessage')}:\n${values.message.text}`,
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
    steps: createTranslator({ locale, messages, namespace: 'steps' }),
    fields: createTranslator({ locale, messages, namespace: 'fields' }),
    documentTypes: createTranslator({ locale, messages, namespace: 'documentTypes' }),
    reasons: createTranslator({ locale, messages, namespace: 'reasons' }),
  }
}

type Say = Awaited<ReturnType<typeof translator>>

/** The steps that wait for the person, with the documents that each lacks, and why something was sent back. */
function missingText(missing: readonly MissingStep[], say: Say): string {
  const reason = (code: ReasonCode | null) => code && say.reasons(code)
  const lines = missing.flatMap((step) => {
    // A step is sent back for its document: then the document's line says why.
    const why = step.documents.some(({ reason_code }) => reason_code) ? null : reason(step.reason_code)
    const name = stepLabel(step, say.locale, (code) => say.steps(code))
    const expired = step.status === STEP_STATUS.expired ? say.steps('status.expired') : null
    return [
      `• ${withReason(name, why ?? expired)}`,
      ...step.documents.map(
        (document) => `   – ${withReason(documentLabel(document, say), reason(document.reason_code))}`,
      ),
      ...[step.question, step.message].flatMap((message) => (message ? [indented(message.text)] : [])),
    ]
  })
  return [say.mail('missing'), ...lines].join('\n')
}

const indented = (text: string) => `   ${text.replaceAll('\n', '\n   ')}`

const withReason = (name: string, reason: string | null) => (reason === null ? name : `${name}: ${reason}`)

function documentLabel({ field, label, document_types }: MissingDocument, say: Say): string {
  const known = { name: field, type: 'file_reference', label: label ?? undefined } as const
  return fieldLabel(
    { ...known, document_types: document_types ?? undefined },
    {
      language: say.locale,
      name: (name) => say.fields(`names.${name}`),
      documentType: (type) => say.documentTypes(type),
      oneOf: (texts) => new Intl.ListFormat(say.locale, { type: 'disjunction' }).format(texts),
    },
  )
}

/** What the level is called, and what it allows where the brand has set limits. */
function levelText(level: RequestableLevel, terms: BrandTerms | null, { levels, locale }: Say): string {
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
