import type { CustomerStep, SavedDraft } from '@/lib/contract/customer'
import type { Answers } from '@/lib/contract/form'
import { answerIn, changedFields, isSameAnswer, withFieldsOf } from './merge-answers'

/** `base`: what it was typed over. If the step was submitted since, the draft is outdated. */
type Draft = { answers: Answers; base: Base; saved: boolean }
type Answer =
  | { ok: true; value?: SavedDraft }
  | { ok: false; error: { code: string; retryAllowed?: boolean | undefined } }
export type Saving = {
  /** The request outlives the page. */
  keepalive?: boolean
  /** Does not wait for the previous draft, because the page is about to close. */
  atOnce?: boolean
}
/** `base`: what the answers were typed over. */
type Sending = { keepalive: boolean; base: Answers | undefined }

/**
 * What the server has of a step, as far as this page knows, and since which version. `unanswered`: what was sent since, of
 * which nobody knows whether it arrived.
 */
type Base = {
  answers: Answers
  submittedAt: string | null
  version: number
  unanswered: Answers[]
  /** Whether the backend takes it. */
  mergeable: boolean
}

/**
 * What others typed into a step, in another tab or on another device: the `answers` with it, the fields that are other than
 * they were here (`taken`), and the others' answers over which what was typed here was `kept`.
 */
export type Merge = { answers: Answers; taken: string[]; kept: Answers }

export type Drafts = ReturnType<typeof createDrafts>

/**
 * The last answers typed into each step since the page was loaded. Needed because after the browser's Back a screen is
 * rendered as it was at first, with an older draft.
 * @param put saves a step's draft on the server.
 */
export function createDrafts<Put extends Answer>(
  put: (stepId: string, answers: Answers, options: Sending) => Promise<Put>,
) {
  const drafts = new Map<string, Draft>()
  const bases = new Map<string, Base>()
  const listeners = new Map<string, (merge: Merge) => void>()
  /** Drafts of a step are sent one at a time, because each builds on the one before. */
  const turns = new Map<string, Promise<unknown>>()

  function inTurn<Result>(stepId: string, atOnce: boolean, run: () => Promise<Result>): Promise<Result> {
    const before = atOnce ? undefined : turns.get(stepId)
    const turn = before === undefined ? run() : before.then(run)
    turns.set(stepId, turn)
    return turn
  }

  /** Begins with what the step was drawn from. */
  function baseOf({ id, submitted_at, draft, answers, mergeable }: CustomerStep): Base {
    const known = bases.get(id)
    if (known?.submittedAt === submitted_at) return known
    const drawn = draft ?? answers ?? {}
    const base = { answers: drawn, submittedAt: submitted_at, version: 0, unanswered: [], mergeable }
    bases.set(id, base)
    return base
  }

  function baseToSend(base: Base, answers: Answers): Answers | undefined {
    if (base.unanswered.at(-1) !== answers) base.unanswered.push(answers)
    return base.mergeable ? base.answers : undefined
  }

  async function send(stepId: string, base: Base, answers: Answers, keepalive: boolean): Promise<Put> {
    const sent = baseToSend(base, answers)
    const own = base.unanswered
    const result = await put(stepId, answers, { keepalive, base: sent })
    if (result.ok) settle(stepId, base, own, answers, result.value)
    return result
  }

  /**
   * Takes over what the server made of a draft, unless a later answer has come before this one. `own`: what this page had
   * sent by then without an answer.
   */
  function settle(stepId: string, base: Base, own: Answers[], sent: Answers, saved: SavedDraft | undefined): void {
    const { version = base.version, draft = sent, overwritten = {} } = saved ?? {}
    const current = bases.get(stepId) ?? base
    if (version < current.version) return
    const isOwn = (name: string) =>
      own.some((known) => isSameAnswer(answerIn(known, name), answerIn(overwritten, name)))
    const kept = Object.entries(overwritten).filter(([name]) => !isOwn(name))
    Object.assign(base, { answers: sent, unanswered: own.slice(own.lastIndexOf(sent) + 1) })
    current.version = version
    take(stepId, current, draft, Object.fromEntries(kept))
  }

  /** Takes over the fields that others changed, and in which nothing newer was typed here. */
  function take(stepId: string, base: Base, held: Answers, kept: Answers): void {
    const draft = drafts.get(stepId)
    const typed = draft?.base === base ? draft.answers : base.answers
    const isUntouched = (name: string) => isSameAnswer(answerIn(typed, name), answerIn(base.answers, name))
    const taken = changedFields(base.answers, held).filter(isUntouched)
    const answers = withFieldsOf(typed, held, taken)
    base.answers = withFieldsOf(base.answers, held, taken)
    if (draft?.base === base) draft.answers = answers
    if (taken.length + Object.keys(kept).length > 0) listeners.get(stepId)?.({ answers, taken, kept })
  }

  return {
    /** The newest answers to a step that this page knows. Null when there are none. */
    latest(step: CustomerStep): Answers | null {
      const typed = drafts.get(step.id)
      return typed && typed.base.submittedAt === step.submitted_at ? typed.answers : (step.draft ?? step.answers)
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

    remember(step: CustomerStep, answers: Answers): void {
      drafts.set(step.id, { answers, base: baseOf(step), saved: false })
    },

    /** What the answers were typed over, if the backend takes it. Call this when they are about to be submitted. */
    baseFor(step: CustomerStep, answers: Answers): Answers | undefined {
      return baseToSend(baseOf(step), answers)
    },

    /** Call this when the answers have been submitted. */
    forget(stepId: string): void {
      drafts.delete(stepId)
    },

    /** Begins with a step as it is drawn, and tells of what others type into it. Returns a function that ends this. */
    listen(step: CustomerStep, receive: (merge: Merge) => void): () => void {
      baseOf(step)
      listeners.set(step.id, receive)
      return () => {
        if (listeners.get(step.id) === receive) listeners.delete(step.id)
      }
    },

    /** Takes over what the server has, as seen at a version. What waits to be saved comes first, and brings it too. */
    receive(step: CustomerStep, held: Answers, version: number): void {
      const base = baseOf(step)
      if (version < base.version || this.state(step.id) === 'unsaved') return
      base.version = version
      take(step.id, base, held, {})
    },

    /**
     * Saves the last draft. Drops it when the server refuses it for good.
     * @returns the result, or null when there was nothing to save.
     */
    save(stepId: string, { keepalive = false, atOnce = false }: Saving): Promise<Put | null> {
      return inTurn(stepId, atOnce, async () => {
        const draft = drafts.get(stepId)
        if (!draft || draft.saved) return null
        const result = await send(stepId, draft.base, draft.answers, keepalive)
        if (result.ok) draft.saved = true
        else if (!isTransient(result) && drafts.get(stepId) === draft) drafts.delete(stepId)
        return result
      })
    },

    /** Saves generated answers, and remembers them once they are saved. */
    replace(step: CustomerStep, answers: Answers): Promise<Put> {
      return inTurn(step.id, false, async () => {
        const base = baseOf(step)
        const result = await send(step.id, base, answers, false)
        if (result.ok) drafts.set(step.id, { answers: base.answers, base, saved: true })
        return result
      })
    },
  }
}

/** Whether a retry may succeed. */
export function isTransient(result: Answer): boolean {
  return !result.ok && (result.error.code === 'NETWORK' || result.error.retryAllowed === true)
}
