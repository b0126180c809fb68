import type { Answer, Answers } from '@/lib/contract/form'

/** Two people, or two tabs, change the same answers: what both mean, field by field. Pure. */

/** Whether two answers are the same; an empty one is like none. */
export function isSameAnswer(one: Answer | undefined, other: Answer | undefined): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null)
}

/** The names of the fields whose answers differ. */
export function changedFields(before: Readonly<Answers>, after: Readonly<Answers>): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names].filter((name) => !isSameAnswer(answerIn(before, name), answerIn(after, name)))
}

/** The answers with those of some fields taken from others. */
export function withFieldsOf(answers: Readonly<Answers>, others: Readonly<Answers>, names: readonly string[]): Answers {
  const kept = Object.entries(answers).filter(([name]) => !names.includes(name))
  const taken = names.flatMap((name): [string, Answer][] => {
    const answer = answerIn(others, name)
    return answer === undefined ? [] : [[name, answer]]
  })
  return Object.fromEntries([...kept, ...taken])
}

/**
 * Merges answers that were typed over `base` with what others made of it meanwhile. A field that only one of them changed
 * is as they have it. In a field that both changed differently, what is `typed` now wins; `overwritten` has the others'
 * answers to these fields, null for one that they emptied.
 */
export function mergeAnswers(
  base: Readonly<Answers>,
  typed: Readonly<Answers>,
  theirs: Readonly<Answers>,
): { answers: Answers; overwritten: Answers } {
  const own = changedFields(base, typed)
  const both = changedFields(base, theirs).filter((name) => own.includes(name))
  const differing = both.filter((name) => !isSameAnswer(answerIn(typed, name), answerIn(theirs, name)))
  return {
    answers: withFieldsOf(theirs, typed, own),
    overwritten: Object.fromEntries(differing.map((name) => [name, answerIn(theirs, name) ?? null])),
  }
}

/** The answer to a field, whatever its name. */
export function answerIn(answers: Readonly<Answers>, name: string): Answer | undefined {
  return Object.hasOwn(answers, name) ? answers[name] : undefined
}
