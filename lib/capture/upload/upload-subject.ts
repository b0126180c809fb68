import type { CustomerDocument, CustomerStep } from '@/lib/contract/customer'
import { type DocumentSide, type DocumentType, isIdentity, shownBy, sidesOf } from '@/lib/contract/documents'

/** What is being shown: a document of a type and a country, and the sides still to come. */
export type Subject = {
  readonly type: DocumentType
  readonly country: string | null
  /** The sides to show in this visit, in order. */
  readonly sides: readonly DocumentSide[]
  /** The side that is on now. */
  readonly side: DocumentSide
}

/** `scans`: the person has pressed a button that promises the camera, and is asked nothing before. */
export type Preselection = { type?: DocumentType | undefined; country?: string | undefined; scans?: boolean }

/** Where a visit begins: at the choice of a document, or straight at one whose sides are wanted. */
export type Beginning =
  | { at: 'choice'; type: DocumentType | null; country: string | null }
  | { at: 'side'; subject: Subject }

/** All sides of a document, from the first. */
export function wholeSubject(type: DocumentType, country: string | null): Subject {
  return subjectOf(type, country, sidesOf(type))
}

/**
 * The same document with its next side on; null when every side has been shown.
 * @param shown sides that stand already, or are on their way.
 */
export function nextSide(subject: Subject, shown: readonly DocumentSide[] = []): Subject | null {
  const side = subject.sides.slice(subject.sides.indexOf(subject.side) + 1).find((it) => !shown.includes(it))
  return side ? { ...subject, side } : null
}

/**
 * Decides where a visit begins. What was sent back comes first, and only its rejected sides; then a document
 * that lacks a side; then a document named by the link; then, before the camera, any that
 * proves an identity; else the choice. Who issued it is asked of identity documents alone: nobody needs to know it of a bill.
 */
export function beginVisit(
  step: Pick<CustomerStep, 'documents'>,
  field: string,
  offered: readonly DocumentType[],
  preselected: Preselection,
): Beginning {
  const shown = step.documents.filter(
    (document) => document.field === field && offered.includes(document.document_type),
  )
  const newest = [...shown].sort((a, b) => b.created_at.localeCompare(a.created_at))[0]
  const begun = shown.find(isSentBack) ?? newest
  const wanted = begun ? wantedSides(shown, begun.document_type) : []
  if (begun && wanted.length > 0) return { at: 'side', subject: subjectOf(begun.document_type, begun.country, wanted) }
  const only = offered.length === 1 ? offered[0] : undefined
  // No country issues a face: there is nothing to choose.
  if (only && shownBy(only) === 'face') return { at: 'side', subject: wholeSubject(only, null) }
  const named = offered.find((type) => type === preselected.type)
  if (named && !isIdentity(named)) return { at: 'side', subject: wholeSubject(named, null) }
  if (named && preselected.country) return { at: 'side', subject: wholeSubject(named, preselected.country) }
  const guess = named ?? offered[0]
  if (preselected.scans && guess && offered.every(isIdentity))
    return { at: 'side', subject: subjectOf(guess, null, ['front']) }
  return {
    at: 'choice',
    type: named ?? newest?.document_type ?? only ?? null,
    country: preselected.country ?? newest?.country ?? null,
  }
}

/**
 * Whether nobody has said which document it is: it says so itself, and only where it does not the person is asked. The type
 * is a guess until then.
 */
export function isUnsaid({ type, country }: Pick<Subject, 'type' | 'country'>): boolean {
  return country === null && isIdentity(type)
}

/** The document that was sent back for this field, when there is one. */
export function rejectedDocument(step: Pick<CustomerStep, 'documents'>, field: string): CustomerDocument | undefined {
  return step.documents.find((document) => document.field === field && isSentBack(document))
}

/** Whether every side of a document has been shown for a field. */
export function isShown(documents: readonly CustomerDocument[], field: string, type: DocumentType): boolean {
  const shown = documents.filter((document) => document.field === field)
  return wantedSides(shown, type).length === 0
}

/** The sides of `type` for which nothing stands: never shown, or sent back. */
function wantedSides(shown: readonly CustomerDocument[], type: DocumentType): DocumentSide[] {
  const standing = shown.filter((document) => document.document_type === type && !isSentBack(document))
  return sidesOf(type).filter((side) => !standing.some((document) => document.side === side))
}

/** Whether another document is wanted in its place. */
export function isSentBack(document: CustomerDocument): boolean {
  return document.status === 'rejected' || document.status === 'expired'
}

function subjectOf(type: DocumentType, country: string | null, sides: readonly DocumentSide[]): Subject {
  return { type, country, sides, side: sides[0] ?? 'front' }
}
