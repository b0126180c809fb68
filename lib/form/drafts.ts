import type { CustomerStep } from '@/lib/contract/customer'
import type { Answers } from '@/lib/contract/form'

/** `submittedAt`: of the step as it was typed into; what was sent since, here or elsewhere, is newer. */
type Draft = { answers: Answers; submittedAt: string | null; saved: boolean }
type Answer = { ok: true } | { ok: false; error: { code: string; retryAllowed?: boolean | undefined } }
export type Saving = {
  /** The request outlives the page. */
  keepalive?: boolean
  /** Does not wait for the draft before: there may be no later. */
  atOnce?: boolean
}

export type Drafts = ReturnType<typeof createDrafts>

/**
 * What was typed last into each step in this page's life. A screen that the browser's Back brings again is drawn as it
 * was first, with an older draft.
 * @param put saves a step's draft on the server.
 */
export function createDrafts<Put extends Answer>(
  put: (stepId: string, answers: Answers, options: { keepalive: boolean }) => Promise<Put>,
) {
  const drafts = new Map<string, Draft>()
  /** One draft of a step is sent after the other: the last one that arrives counts. */
  const turns = new Map<string, Promise<unknown>>()

  function inTurn<Result>(stepId: string, atOnce: boolean, run: () => Promise<Result>): Promise<Result> {
    const before = atOnce ? undefined : turns.get(stepId)
    const turn = before === undefined ? run() : before.then(run)
    turns.set(stepId, turn)
    return turn
  }

  return {
    /** The newest answers to a step that this page knows of; null where there are none. */
    latest({ id, draft, answers, submitted_at }: CustomerStep): Answers | null {
      const typed = drafts.get(id)
      return typed && typed.submittedAt === submitted_at ? typed.answers : (draft ?? answers)
    },

    /** Whether something was typed here into the step, and whether the server has it. */
    state(stepId: string): 'none' | 'saved' | 'unsaved' {
      const draft = drafts.get(stepId)
      return draft ? (draft.saved ? 'saved' : 'unsaved') : 'none'
    },

    remember({ id, submitted_at }: CustomerStep, answers: Answers): void {
      drafts.set(id, { answers, submittedAt: submitted_at, saved: false })
    },

    /** For when the answers have been sent. */
    forget(stepId: string): void {
      drafts.delete(stepId)
    },

    /**
     * Saves what was remembered last. What is refused for good is forgotten.
     * @returns the server's answer; null where nothing is unsaved.
     */
    save(stepId: string, { keepalive = false, atOnce = false }: Saving): Promise<Put | null> {
      return inTurn(stepId, atOnce, async () => {
        const draft = drafts.get(stepId)
        if (!draft || draft.saved) return null
        const result = await put(stepId, draft.answers, { keepalive })
        if (result.ok) draft.saved = true
        else if (!isTransient(result) && drafts.get(stepId) === draft) drafts.delete(stepId)
        return result
      })
    },

    /** Saves answers that nobody typed, and remembers them once they are saved. */
    replace(step: CustomerStep, answers: Answers): Promise<Put> {
      return inTurn(step.id, false, async () => {
        const result = await put(step.id, answers, { keepalive: false })
        if (result.ok) drafts.set(step.id, { answers, submittedAt: step.submitted_at, saved: true })
        return result
      })
    },
  }
}

/** Whether the same may be accepted later. */
export function isTransient(result: Answer): boolean {
  return !result.ok && (result.error.code === 'NETWORK' || result.error.retryAllowed === true)
}
