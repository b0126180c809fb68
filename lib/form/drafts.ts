import type { CustomerStep } from '@/lib/contract/customer'
import type { Answers } from '@/lib/contract/form'

/** `submittedAt` is that of the step when it was typed into. If the step was submitted since, the draft is outdated. */
type Draft = { answers: Answers; submittedAt: string | null; saved: boolean }
type Answer = { ok: true } | { ok: false; error: { code: string; retryAllowed?: boolean | undefined } }
export type Saving = {
  /** The request outlives the page. */
  keepalive?: boolean
  /** Does not wait for the previous draft, because the page is about to close. */
  atOnce?: boolean
}

export type Drafts = ReturnType<typeof createDrafts>

/**
 * The last answers typed into each step since the page was loaded. Needed because after the browser's Back a screen is
 * rendered as it was at first, with an older draft.
 * @param put saves a step's draft on the server.
 */
export function createDrafts<Put extends Answer>(
  put: (stepId: string, answers: Answers, options: { keepalive: boolean }) => Promise<Put>,
) {
  const drafts = new Map<string, Draft>()
  /** Drafts of a step are sent one at a time, because the last one to arrive wins. */
  const turns = new Map<string, Promise<unknown>>()

  function inTurn<Result>(stepId: string, atOnce: boolean, run: () => Promise<Result>): Promise<Result> {
    const before = atOnce ? undefined : turns.get(stepId)
    const turn = before === undefined ? run() : before.then(run)
    turns.set(stepId, turn)
    return turn
  }

  return {
    /** The newest answers to a step that this page knows. Null when there are none. */
    latest({ id, draft, answers, submitted_at }: CustomerStep): Answers | null {
      const typed = drafts.get(id)
      return typed && typed.submittedAt === submitted_at ? typed.answers : (draft ?? answers)
    },

    /** Whether the step has a draft on this page, and whether the server has saved it. */
    state(stepId: string): 'none' | 'saved' | 'unsaved' {
      const draft = drafts.get(stepId)
      return draft ? (draft.saved ? 'saved' : 'unsaved') : 'none'
    },

    /** Whether the server has saved all that was typed on this page. */
    areSaved(): boolean {
      return [...drafts.values()].every(({ saved }) => saved)
    },

    remember({ id, submitted_at }: CustomerStep, answers: Answers): void {
      drafts.set(id, { answers, submittedAt: submitted_at, saved: false })
    },

    /** Call this when the answers have been submitted. */
    forget(stepId: string): void {
      drafts.delete(stepId)
    },

    /**
     * Saves the last draft. Drops it when the server refuses it for good.
     * @returns the result, or null when there was nothing to save.
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

    /** Saves generated answers, and remembers them once they are saved. */
    replace(step: CustomerStep, answers: Answers): Promise<Put> {
      return inTurn(step.id, false, async () => {
        const result = await put(step.id, answers, { keepalive: false })
        if (result.ok) drafts.set(step.id, { answers, submittedAt: step.submitted_at, saved: true })
        return result
      })
    },
  }
}

/** Whether a retry may succeed. */
export function isTransient(result: Answer): boolean {
  return !result.ok && (result.error.code === 'NETWORK' || result.error.retryAllowed === true)
}
