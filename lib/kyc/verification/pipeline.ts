import type { CheckId } from '@/lib/contract/verification/case-findings'
import type { CaseFacts } from './case-facts'
import { REGISTERED, type Registered } from './checks'
import type { Check, Found, Need, Needs } from './checks/define-check'

/** How long a check may take, unless it says otherwise. */
export const LONGEST_CHECK_MS = 5_000

/** A finding of a check, of a document or of the customer as a whole. */
export type Finding = Found & { check: CheckId; version: number; document_id: string | null }
/** What came of all checks; `broken`: those that could not tell because they failed themselves, which may pass. */
export type Verification = { findings: Finding[]; broken: CheckId[] }

type AnyCheck = Check<never>
type Task = { check: AnyCheck; document_id: string | null } & ({ subject: unknown } | { code: 'WAITING' | 'NOT_READ' })

/**
 * Runs all checks that a case allows, side by side. Each comes to at least one finding: one that fails, or takes too long, costs
 * its own and no other.
 */
export async function runChecks(facts: CaseFacts, checks: Registered = REGISTERED): Promise<Verification> {
  const done = await Promise.all(tasksOf(facts, checks).map((task) => runTask(task, facts)))
  return {
    findings: done.flat(),
    broken: [...new Set(done.flat().flatMap(({ code, check }) => (isBroken(code) ? check : [])))],
  }
}

/** What is said of each check of a case of which nothing could be told. */
export function brokenChecks(facts: CaseFacts, checks: Registered = REGISTERED): Finding[] {
  return tasksOf(facts, checks).map((task) => findingOf(task, { code: 'CHECK_BROKEN' }))
}

function isBroken(code: Found['code']): boolean {
  return code === 'CHECK_BROKEN' || code === 'TIMED_OUT'
}

function tasksOf(facts: CaseFacts, checks: Registered): Task[] {
  return Object.values(checks).flatMap((check: { needs: Need }) =>
    SUBJECTS[check.needs](facts).map((subject) => ({ check: check as AnyCheck, ...subject })),
  )
}

type Subject<Kind extends Need> = { document_id: string | null } & (
  | { subject: Needs[Kind] }
  | { code: 'WAITING' | 'NOT_READ' }
)

/** What there is of each kind of need in a case. */
const SUBJECTS: { readonly [Kind in Need]: (facts: CaseFacts) => Subject<Kind>[] } = {
  zone: ({ papers }) =>
    papers.flatMap((paper): Subject<'zone'>[] => {
      const { zone, sides } = paper
      if (zone.state === 'none') return []
      if (zone.state === 'read') return [{ document_id: zone.document_id, subject: { ...paper, zone } }]
      return [{ document_id: sides[0].document_id, code: unreadCode(zone.state) }]
    }),
  print: ({ papers }) =>
    papers.flatMap((paper): Subject<'print'>[] => {
      const { print, sides } = paper
      if (print.state === 'none') return []
      if (print.state === 'read') return [{ document_id: print.document_id, subject: { ...paper, print } }]
      return [{ document_id: sides[0].document_id, code: unreadCode(print.state) }]
    }),
  file: ({ papers }) =>
    papers.flatMap(({ sides }) => sides.map((side) => ({ document_id: side.document_id, subject: side }))),
  screening: ({ screening }) => [{ document_id: null, subject: screening }],
}

function unreadCode(state: 'waiting' | 'missing') {
  return state === 'waiting' ? ('WAITING' as const) : ('NOT_READ' as const)
}

async function runTask(task: Task, facts: CaseFacts): Promise<Finding[]> {
  if ('code' in task) return [findingOf(task, { code: task.code })]
  const { check, subject } = task
  const found = await inTime(check, (stop) => check.run(subject as never, facts, stop))
  return found.map((one) => findingOf(task, one))
}

function findingOf({ check: { id, version }, document_id }: Task, found: Found): Finding {
  return { check: id, version, document_id, ...found }
}

/** What a check says within its time; it is told when nobody waits any more. A check that says nothing has failed. */
async function inTime(
  { longest = LONGEST_CHECK_MS }: AnyCheck,
  run: (stop: AbortSignal) => readonly Found[] | Promise<readonly Found[]>,
): Promise<readonly Found[]> {
  const stop = new AbortController()
  const late = Promise.withResolvers<readonly Found[]>()
  const timer = setTimeout(() => late.resolve([{ code: 'TIMED_OUT' }]), longest)
  try {
    const found = await Promise.race([Promise.try(run, stop.signal), late.promise])
    return found.length > 0 ? found : [{ code: 'CHECK_BROKEN' }]
  } catch {
    // What it failed for may quote the customer. Its job fails too, and names it.
    return [{ code: 'CHECK_BROKEN' }]
  } finally {
    clearTimeout(timer)
    stop.abort()
  }
}
