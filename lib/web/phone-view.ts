import type { CustomerKyc, CustomerStep } from '@/lib/contract/customer'
import type { UploadScope } from '@/lib/contract/host/handoff'
import type { ScreenParams } from '@/lib/contract/host/params'

/**
 * What a phone is shown that goes on with one upload: that step and what stands in that field, nothing that was typed, no
 * other step, nothing of what happened. Whoever holds the phone may not be the person at the computer.
 */
export function kycForPhone(kyc: CustomerKyc, scope: UploadScope): CustomerKyc {
  return {
    ...kyc,
    // By the other steps it is told from a rejection, where the backend does not say; then its refusal says so.
    closed: kyc.closed ?? false,
    email: null,
    offered_levels: [],
    timeline: [],
    steps: kyc.steps.filter(({ id }) => id === scope.step_id).map((step) => stepForPhone(step, scope.field)),
  }
}

/** The address decides nothing on a phone: its link does. */
export function paramsForPhone(params: ScreenParams, { step, field, document_type }: UploadScope): ScreenParams {
  return { ...params, step, field, documenttype: document_type }
}

function stepForPhone(step: CustomerStep, field: string): CustomerStep {
  return {
    ...step,
    ...{ draft: null, answers: null, verified: {} },
    documents: step.documents
      .filter((document) => document.field === field)
      .map((document) => ({ ...document, extracted: {}, notes: [] })),
    removed: step.removed.filter((one) => one.field === field),
  }
}
