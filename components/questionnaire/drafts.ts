import { type ApiResult, callApi } from '@/components/shell/api'
import type { CustomerStep } from '@/lib/contract/customer'
import type { Answers } from '@/lib/contract/form'

/** `submittedAt`: of the step as it was typed into; what was sent since, here or elsewhere, is newer. */
type Draft = { answers: Answers; submittedAt: string | null; saved: boolean }
export type Saving = {
  /** The request outlives the page. */
  keepalive?: boolean
  /** Does not wait for the draft before: there may be no later. */
  atOnce?: boolean
}

/** Longer than a slow network takes for a draft; then the next one has its turn. */
const PATIENCE_MS = 20_000

/**
 * What was typed last into each step in this page's life. A screen that the browser's Back brings again is drawn as it
 * was first, with an older draft.
 */
const drafts = new Map<string, Draft>()
/** One draft of a step is sent after the other: the last one that arrives counts. */
const turns = new Map<string, Promise<unknown>>()

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

export function rememberDraft({ id, submitted_at }: CustomerStep, answers: Answers): void {
  drafts.set(id, { answers, submittedAt: submitted_at, saved: false })
}

/** For when the answers have been sent. */
export function forgetDraft(stepId: string): void {
  drafts.delete(stepId)
}

/**
 * Keeps on the server what was remembered last. What is refused for good is forgotten.
 * @returns the server's answer; null where nothing is unsaved.
 */
export function saveDraft(stepId: string, { keepalive, atOnce }: Saving): Promise<ApiResult<unknown> | null> {
  return inTurn(stepId, atOnce, async () => {
    const draft = drafts.get(stepId)
    if (!draft || draft.saved) return null
    const result = await putDraft(stepId, draft.answers, keepalive)
    if (result.ok) draft.saved = true
    else if (!mayPass(result) && drafts.get(stepId) === draft) drafts.delete(stepId)
    return result
  })
}

/** Keeps answers on the server that nobody typed, and remembers them once they are kept. */
export function replaceDraft(step: CustomerStep, answers: Answers): Promise<ApiResult<unknown>> {
  return inTurn(step.id, false, async () => {
    const result = await putDraft(step.id, answers)
    if (result.ok) drafts.set(step.id, { answers, submittedAt: step.submitted_at, saved: true })
    return result
  })
}

/** Whether the same may be taken later. */
export function mayPass(result: ApiResult<unknown>): boolean {
  return !result.ok && (result.error.code === 'NETWORK' || result.error.retryAllowed === true)
}

function putDraft(stepId: string, answers: Answers, keepalive = false): Promise<ApiResult<unknown>> {
  const call = { method: 'PUT', body: { answers }, keepalive, signal: AbortSignal.timeout(PATIENCE_MS) } as const
  return callApi(`/inapp/api/steps/${stepId}/draft`, call)
}

function inTurn<Result>(stepId: string, atOnce: boolean | undefined, run: () => Promise<Result>): Promise<Result> {
  const before = atOnce ? undefined : turns.get(stepId)
  const turn = before === undefined ? run() : before.then(run)
  turns.set(stepId, turn)
  return turn
}
