import type { DocumentType } from '@/lib/contract/documents'
import type { Field, LocalText } from '@/lib/contract/form'
import { type FieldName, isFieldName, isStepCode, questionNumber, type StepCode } from '@/lib/contract/well-known'
import { localText, textIn } from './local-text'

/** What steps and fields are called, on the screens and in emails alike. */

/** More documents than these are not named one by one. */
const MOST_NAMED = 4

/**
 * A step's title in the reader's language: the template's, if it has one in this language, else ours for the codes we
 * know, else what the template has. Questions have our title, and from the second one on their number.
 */
export function stepLabel(
  { code, title = code }: { code: string; title?: LocalText | undefined },
  language: string,
  known: (code: StepCode) => string,
): string {
  const question = questionNumber(code)
  if (question !== null) return question === 1 ? known('question') : `${known('question')} (${question})`
  return textIn(title, language) ?? (isStepCode(code) ? known(code) : localText(title, language))
}

type Labelled = Pick<Field, 'name' | 'type' | 'label' | 'document_types'>
type Words = {
  language: string
  name: (name: FieldName) => string
  documentType: (type: DocumentType) => string
  /** "a, b or c". */
  oneOf: (texts: string[]) => string
}

/** A field's label: the template's, else the documents that it takes, else ours for a well-known name, else the name made readable. */
export function fieldLabel({ name, type, label, document_types }: Labelled, words: Words): string {
  if (label !== undefined) return localText(label, words.language)
  const taken = type === 'file_reference' && document_types
  if (taken && taken.length <= MOST_NAMED) return words.oneOf(taken.map(words.documentType))
  return isFieldName(name) ? words.name(name) : readable(name)
}

/** "employment_status" → "Employment status". */
export function readable(name: string): string {
  const words = name.replace(/[_-]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
