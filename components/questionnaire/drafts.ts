import { type ApiResult, callApi } from '@/components/shell/api'
import type { CustomerStep } from '@/lib/contract/customer'
import type { Answers } from '@/lib/contract/form'

/** `submittedAt`: of the step as it was typed into; what was sent since, here or elsewhere, is newer. */
type Draft = { answers: Answers; submittedAt: string | null; saved: boolean }

/**
 * What was typed last into each step in this page's life. A screen that the browser's Back brings again is drawn as it
 * was first, with an older draft.
 */
const drafts = new Map<string, Draft>()
const underway = new Map<string, AbortController>()

/** The newest answers to a step that this page knows of; null where there are none. */
export function latestAnswers({ id, draft, answers, submitted_at }: CustomerStep): Answers | null {
  const typed = drafts.get(id)
  return typed && typed.submittedAt === submitted_at ? typed.answers : (draft ?? answers)
}

/** Whether something was typed here into the step, and whether the server has it. */
export function draftState(stepId: string): 'none' | 'saved' | 'unsaved' {
  const draft = drafts.get(stepId)
  return draft ? (draft.saved ? 'saved' : 'unsaved') : 'none'
}

/** For what has been typed. `saved`: the server has it already. */
export function rememberDraft({ id, submitted_at }: CustomerStep, answers: Answers, saved = false): void {
  drafts.set(id, { answers, submittedAt: submitted_at, saved })
}

/** For when what is on the server, or nothing, takes the place of what was typed. */
export function forgetDraft(stepId: string): void {
  drafts.delete(stepId)
}

/**
 * Keeps on the server what was remembered last. `keepalive`: also when the page is left meanwhile.
 * @returns the server's answer; null where nothing is unsaved, or newer answers overtook these.
 */
export async function saveDraft(stepId: string, keepalive: boolean): Promise<ApiResult<unknown> | null> {
  const draft = drafts.get(stepId)
  if (!draft || draft.saved) return null
  // One that arrived after its successor would take its place.
  underway.get(stepId)?.abort()
  const controller = new AbortController()
  underway.set(stepId, controller)
  const result = await putDraft(stepId, draft.answers, { keepalive, signal: controller.signal })
  if (controller.signal.aborted) return null
  if (result.ok) draft.saved = true
  return result
}

/** Sends answers as a step's draft, without remembering them. */
export function putDraft(
  stepId: string,
  answers: Answers,
  call: { keepalive?: boolean; signal?: AbortSignal } = {},
): Promise<ApiResult<unknown>> {
  return callApi(`/inapp/api/steps/${stepId}/draft`, { method: 'PUT', body: { answers }, ...call })
}
