import type { CustomerDocument, CustomerKyc, CustomerStep, Rejection } from '@/lib/contract/customer'
import { documentFieldsOf } from '@/lib/contract/document-fields'
import { type DocumentPurpose, isIdentity } from '@/lib/contract/documents'
import { asksNothing } from '@/lib/contract/fields'

/** What a person has to do next, derived from the state of their KYC. Pure. */

/** Whether the person can fill in the step now. */
export function isOpen(step: CustomerStep): boolean {
  if (step.status === 'rejected') return step.rejection?.reject_type !== 'final'
  return step.status === 'required' || step.status === 'expired'
}

/** Whether the person can change what they sent, because nobody has decided it. */
export function isCorrectable(step: CustomerStep): boolean {
  return step.status === 'pending' && step.correctable
}

/** The steps that count, in order. */
export function stepsInPlay(kyc: CustomerKyc): CustomerStep[] {
  return kyc.steps.filter((step) => step.status !== 'skipped')
}

/** How many of the steps that ask the person for something they have completed, and how many there are. */
export function progressOf(kyc: CustomerKyc): { done: number; total: number } {
  const steps = stepsInPlay(kyc).filter((step) => !asksNothing(step.form_schema))
  return {
    done: steps.filter((step) => step.status === 'pending' || step.status === 'approved').length,
    total: steps.length,
  }
}

/** The steps that the person can fill in now: none once they are rejected for good. */
function openSteps(kyc: CustomerKyc): CustomerStep[] {
  return isFinallyRejected(kyc) ? [] : stepsInPlay(kyc).filter(isOpen)
}

/** The steps that the person can open: to fill them in, or to correct them. */
export function accessibleSteps(kyc: CustomerKyc): CustomerStep[] {
  return isFinallyRejected(kyc) ? [] : stepsInPlay(kyc).filter((step) => isOpen(step) || isCorrectable(step))
}

/**
 * The step to show: the requested one if it can be filled in or corrected, otherwise the first open one. Null when nothing
 * is left to do.
 */
export function currentStep(kyc: CustomerKyc, askedCode?: string): CustomerStep | null {
  return accessibleSteps(kyc).find((step) => step.code === askedCode) ?? openSteps(kyc)[0] ?? null
}

/** The step before this one that the person can open; null before the first. */
export function previousStep(kyc: CustomerKyc, step: CustomerStep | null): CustomerStep | null {
  const steps = accessibleSteps(kyc)
  return steps[steps.findIndex(({ id }) => id === step?.id) - 1] ?? null
}

/** Whether nothing has been sent yet. */
export function isNew({ steps }: CustomerKyc): boolean {
  return steps.every(({ submission, documents }) => submission === 0 && documents.length === 0)
}

/** Whether nothing has been given yet: not sent, and not typed either. */
export function isUntouched(kyc: CustomerKyc): boolean {
  return isNew(kyc) && kyc.steps.every(({ draft }) => Object.keys(draft ?? {}).length === 0)
}

/** Whether this step alone is left to fill in. */
export function isLastStep(kyc: CustomerKyc, step: CustomerStep): boolean {
  return openSteps(kyc).every(({ id }) => id === step.id)
}

/** The requested step if it has been approved, and therefore can no longer be changed. */
export function lockedStep(kyc: CustomerKyc, askedCode?: string): CustomerStep | null {
  if (isFinallyRejected(kyc)) return null
  return stepsInPlay(kyc).find(({ code, status }) => code === askedCode && status === 'approved') ?? null
}

/** Whether nothing is left for the person to do, whatever the outcome. */
export function isDone(kyc: CustomerKyc): boolean {
  return currentStep(kyc) === null
}

/** Whether the customer was rejected for good: by one of the steps, or as a person. */
export function isFinallyRejected(kyc: CustomerKyc): boolean {
  return isClosed(kyc) || finalRejection(kyc) !== null
}

/** The rejection for good of the first step that has one. Of somebody rejected as a person nothing is said. */
export function finalRejection(kyc: CustomerKyc): Rejection | null {
  if (isClosed(kyc)) return null
  const { steps } = kyc
  const final = steps.find(({ status, rejection }) => status === 'rejected' && rejection?.reject_type === 'final')
  return final?.rejection ?? null
}

/** Whether the customer was rejected as a person: nothing can be asked of them or pressed by them, whatever their steps. */
function isClosed({ closed, status, steps }: CustomerKyc): boolean {
  return closed ?? (status === 'rejected' && steps.every((step) => step.status !== 'rejected'))
}

/** Something to do: replace a rejected document, or fill in a step. */
export type Task =
  | { kind: 'document'; step: CustomerStep; document: CustomerDocument; rejection: Rejection; href: string }
  | { kind: 'step'; step: CustomerStep; rejection: Rejection | null; href: string }

/** Everything left to do, rejected items first. */
export function tasksOf(kyc: CustomerKyc): Task[] {
  const tasks = openSteps(kyc).flatMap(tasksOfStep)
  return [...tasks.filter((task) => task.rejection), ...tasks.filter((task) => !task.rejection)]
}

/** Where another picture of a document is taken: before the camera at once, where it is one that is photographed. */
export function uploadAddress(step: CustomerStep, { field, document_type }: CustomerDocument): string {
  const query = new URLSearchParams({ step: step.code, field: field ?? '', documentType: document_type })
  if (isIdentity(document_type)) query.set('scan', '1')
  return `/inapp/kyc/upload?${query}`
}

function tasksOfStep(step: CustomerStep): Task[] {
  const documents = step.documents.flatMap((document): Task[] => {
    if (document.status !== 'rejected' || !document.rejection || !document.field) return []
    return [{ kind: 'document', step, document, rejection: document.rejection, href: uploadAddress(step, document) }]
  })
  if (documents.length > 0) return documents
  return [{ kind: 'step', step, rejection: step.rejection, href: `/inapp/kyc?step=${step.code}` }]
}

/**
 * Finds the field for an upload: the requested one if its step can be filled in or corrected, otherwise the first open one
 * that accepts the document.
 */
export function uploadTarget(
  kyc: CustomerKyc,
  asked: { step?: string; field?: string; accepts: (purpose: DocumentPurpose) => boolean },
) {
  if (isFinallyRejected(kyc)) return null
  const candidates = stepsInPlay(kyc).flatMap((step) => documentFieldsOf(step).map((entry) => ({ step, ...entry })))
  const named = candidates.find(({ step, field }) => step.code === asked.step && field.name === asked.field)
  const open = candidates.filter(({ step }) => isOpen(step))
  const accessible = named && (isOpen(named.step) || isCorrectable(named.step)) ? named : null
  return accessible ?? open.find(({ purpose }) => asked.accepts(purpose)) ?? null
}
