import { type ApiResult, callApi } from '@/components/shell/api'
import type { CustomerStep } from '@/lib/contract/customer'
import type { Answers } from '@/lib/contract/form'

/**
 * What was typed last for each step in this page's life, saved or not. A screen that the browser's Back brings again is
 * drawn as it was first, with an older draft.
 */
const typed = new Map<string, Answers>()

/** The newest answers to a step that this page knows of; null where there are none. */
export function latestAnswers({ id, draft, answers }: CustomerStep): Answers | null {
  return typed.get(id) ?? draft ?? answers
}

export function rememberDraft(stepId: string, answers: Answers): void {
  typed.set(stepId, answers)
}

/** For when the answers are sent: from then on the server's are the newest. */
export function forgetDraft(stepId: string): void {
  typed.delete(stepId)
}

/** Keeps the answers on the server. `keepalive`: also when the page is left meanwhile. */
export function saveDraft(stepId: string, answers: Answers, keepalive = false): Promise<ApiResult<unknown>> {
  rememberDraft(stepId, answers)
  return callApi(`/inapp/api/steps/${stepId}/draft`, { method: 'PUT', body: { answers }, keepalive })
}
