import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Identity } from '@/lib/contract/customer'
import type { ErrorCode } from '@/lib/contract/error-codes'
import { KycError } from '@/lib/contract/errors'
import { LEVELS, type RequestableLevel } from '@/lib/contract/levels/levels'
import { PROFILE_STATUS, RISK_LEVEL } from '@/lib/contract/statuses'
import { callHttp, DATABASES, newCustomer, openTestManager } from '@/lib/testing/manager'
import type { Manager } from '.'

/**
 * Runs random operations, valid and invalid, on the manager and on a simple model of its rules. Both must give the same
 * answers and end in the same state.
 */

const BRAND = 'other'
const KEYS = { Sam: 'other-key', Max: 'other-second-key' }
const REVIEWERS = ['Sam', 'Max'] as const
const CODES = ['first', 'second', 'third'] as const
const TEMPLATES = CODES.map((code, i) => ({
  ...{ code, title: code, level: (i + 1) as 1 | 2 | 3, required: true, active: true },
  form_schema: { sections: [{ fields: [{ name: 'answer', type: 'text' as const, required: true }] }] },
}))

/** A justification. */
const WHY = 'A name changed'

type Code = (typeof CODES)[number]
type ModelStep = {
  status: 'required' | 'pending' | 'approved' | 'rejected' | 'skipped'
  final: boolean
  answer: string
  by: string | null
  second: string | null
  decided: boolean
  byHand: boolean
  waived: boolean
}
type Model = {
  required: number
  level: number
  everApproved: boolean
  risk: number
  submitted: boolean
  byHand: boolean
  steps: Partial<Record<Code, ModelStep>>
}
type Real = { manager: Manager; customer: Identity; stepId: (code: Code) => string; ids: Map<string, string> }

const fresh = (): ModelStep => ({
  ...{ status: 'required', final: false, answer: '', by: null, second: null },
  ...{ decided: false, byHand: false, waived: false },
})
const UNDECIDED = { final: false, by: null, second: null, waived: false } as const

/** The outcome of an operation in the model: null if it succeeds, otherwise the error code. */
type Outcome = ErrorCode | null

function open(model: Model, level: RequestableLevel): Outcome {
  return raise(model, LEVELS[level])
}

function raise(model: Model, level: number): Outcome {
  model.required = Math.max(model.required, level)
  for (const [i, code] of CODES.entries()) {
    if (i >= model.required) continue
    model.steps[code] ??= fresh()
    const step = model.steps[code]
    if (step.status === 'skipped' && !step.waived) Object.assign(step, { status: 'required', byHand: false })
  }
  return null
}

function setLevel(model: Model, level: number, revoke: boolean): Outcome {
  model.required = Math.min(model.required, level)
  if (revoke) model.level = Math.min(model.level, level)
  for (const [i, code] of CODES.entries()) {
    const step = model.steps[code]
    if (!step || i < model.required || step.byHand || step.status === 'approved' || step.status === 'skipped') continue
    Object.assign(step, { ...UNDECIDED, status: 'skipped' })
  }
  return raise(model, level)
}

function waive(model: Model, code: Code, manager: string): Outcome {
  const step = model.steps[code]
  if (!step) return 'NOT_FOUND'
  if (model.risk === RISK_LEVEL.prohibited) return 'CONFLICT'
  const high = model.risk >= RISK_LEVEL.high
  if (high && step.waived && step.second === null) {
    if (step.by === manager) return 'CONFLICT'
    Object.assign(step, { second: manager, decided: true })
    return null
  }
  if (step.status === 'approved' || step.status === 'skipped') return 'CONFLICT'
  Object.assign(step, { ...UNDECIDED, status: 'skipped', waived: true, by: manager, decided: step.decided || !high })
  return null
}

function submit(model: Model, code: Code, answer: string): Outcome {
  const step = model.steps[code]
  if (!step) return 'NOT_FOUND'
  if (model.risk === RISK_LEVEL.prohibited) return 'VERIFICATION_REJECTED'
  if (step.status === 'rejected' && step.final) return 'VERIFICATION_REJECTED'
  if (step.status === 'approved' || step.status === 'skipped') return 'CONFLICT'
  if (answer === '') return 'VALIDATION_FAILED'
  // What changes nothing is the submission in review, with its first approval.
  if (step.status === 'pending' && step.answer === answer) return null
  Object.assign(step, { ...UNDECIDED, status: 'pending', answer })
  if (!model.byHand) model.risk = RISK_LEVEL.low
  model.submitted = true
  return null
}

function approve(model: Model, code: Code, manager: string): Outcome {
  const step = model.steps[code]
  if (!step) return 'NOT_FOUND'
  if (model.risk === RISK_LEVEL.prohibited) return 'CONFLICT'
  const high = model.risk >= RISK_LEVEL.high
  const unconfirmed = high && step.status === 'approved' && step.second === null
  if (step.status !== 'pending' && !unconfirmed) return 'CONFLICT'
  if (!high) Object.assign(step, { status: 'approved', by: manager, second: null, decided: true })
  else if (step.by === null) step.by = manager
  else if (step.by === manager) return 'CONFLICT'
  else Object.assign(step, { status: 'approved', second: manager, decided: true })
  return null
}

function reject(model: Model, code: Code, final: boolean): Outcome {
  const step = model.steps[code]
  if (!step) return 'NOT_FOUND'
  if (step.status !== 'pending') return 'CONFLICT'
  Object.assign(step, { ...UNDECIDED, status: 'rejected', final, decided: true })
  return null
}

function reopen(model: Model, code: Code, revoke: boolean): Outcome {
  const step = model.steps[code]
  if (!step) return 'NOT_FOUND'
  const closed = step.status === 'approved' || step.status === 'skipped' || (step.status === 'rejected' && step.final)
  if (!closed) return 'CONFLICT'
  Object.assign(step, { ...UNDECIDED, status: 'required', byHand: step.byHand || step.status === 'skipped' })
  if (revoke) model.level = Math.min(model.level, CODES.indexOf(code))
  return null
}

function setRisk(model: Model, risk: number): Outcome {
  model.byHand = risk !== RISK_LEVEL.unknown
  model.risk = model.byHand ? risk : model.submitted ? RISK_LEVEL.low : RISK_LEVEL.unknown
  return null
}

/** What was waived counts, unless no level asks for it. */
const counts = ({ steps, required }: Model, code: Code) => {
  const step = steps[code]
  return step !== undefined && (step.status !== 'skipped' || (step.waived && CODES.indexOf(code) < required))
}
const inPlay = (model: Model) => CODES.filter((code) => counts(model, code)).flatMap((code) => model.steps[code] ?? [])

function statusOf(model: Model): keyof typeof PROFILE_STATUS {
  const [all, { risk }] = [inPlay(model), model]
  if (risk === RISK_LEVEL.prohibited) return 'rejected'
  if (all.length === 0) return model.level === 0 ? 'none' : 'approved'
  if (all.some(({ status }) => status === 'rejected')) return 'rejected'
  if (all.some(({ status }) => status === 'required')) return 'draft'
  if (all.some(({ status }) => status === 'pending')) return 'pending'
  return risk >= RISK_LEVEL.high && all.some(({ second }) => second === null) ? 'review_required' : 'approved'
}

/** What the steps amount to, or what was granted before and nobody has taken since. */
function levelOf(model: Model): number {
  const { steps, required, risk, level: granted } = model
  if (risk === RISK_LEVEL.prohibited) return 0
  const grants = (step: ModelStep | undefined) =>
    step?.status === 'approved' || (step?.waived && (risk < RISK_LEVEL.high || step.second !== null))
  const reached = [1, 2, 3].filter((level) => {
    const upTo = CODES.slice(0, level).filter((code) => counts(model, code))
    return level <= required && upTo.length > 0 && upTo.every((code) => grants(steps[code]))
  })
  const taken = CODES.findIndex((code) => steps[code]?.status === 'rejected' && steps[code].final)
  return Math.max(0, ...reached, Math.min(granted, taken === -1 ? CODES.length : taken))
}

/** What cTrader is told. */
function wordOf(model: Model): string {
  const status = statusOf(model)
  const all = inPlay(model)
  if (model.risk === RISK_LEVEL.prohibited || all.some(({ final }) => final)) return 'rejected'
  if (status === 'rejected') return 'additional_info_required'
  const again = model.everApproved || all.some((step) => step.status === 'required' && step.decided)
  if (status === 'draft' && again) return 'additional_info_required'
  return status === 'approved' ? 'approved' : 'pending'
}

/** Runs an operation on both, and compares the answers and the resulting states. */
class Operation implements fc.AsyncCommand<Model, Real> {
  constructor(
    private readonly name: string,
    private readonly predict: (model: Model) => Outcome,
    private readonly perform: (real: Real) => Promise<Outcome>,
  ) {}

  check = () => true
  toString = () => this.name

  async run(model: Model, real: Real): Promise<void> {
    const predicted = this.predict(model)
    expect(await this.perform(real), this.name).toBe(predicted)
    model.level = levelOf(model)
    model.everApproved ||= statusOf(model) === 'approved'
    const kyc = await real.manager.customers.read(real.customer)
    for (const { code, id } of kyc.steps) real.ids.set(code, id)
    const { body } = await callHttp(
      real.manager,
      'GET',
      `/profiles?customer_id=${real.customer.customer_id}`,
      undefined,
      KEYS.Sam,
    )
    expect(body.items[0]).toMatchObject({
      ...{ status: PROFILE_STATUS[statusOf(model)], level: model.level },
      ...{ required_level: model.required, risk_level: model.risk },
    })
    expect(await real.manager.customers.kycStatus(real.customer)).toBe(wordOf(model))
    expect(Object.fromEntries(kyc.steps.map(({ code, status }) => [code, status]))).toEqual(
      Object.fromEntries(Object.entries(model.steps).map(([code, { status }]) => [code, status])),
    )
  }
}

async function asCustomer(work: Promise<unknown>): Promise<Outcome> {
  try {
    await work
    return null
  } catch (refusal) {
    if (refusal instanceof KycError) return refusal.code
    throw refusal
  }
}

async function asManager({ manager }: Real, method: string, path: string, body: object, by: keyof typeof KEYS) {
  const answer = await callHttp(manager, method, path, body, KEYS[by])
  return answer.status === 200 ? null : (answer.body.code as ErrorCode)
}

const anyCode = fc.constantFrom(...CODES)
const anyManager = fc.constantFrom(...REVIEWERS)
const commands = fc.commands(
  [
    fc.constantFrom('basic' as const, 'standard' as const, 'enhanced' as const).map(
      (level) =>
        new Operation(
          `open ${level}`,
          (model) => open(model, level),
          ({ manager, customer }) => asCustomer(manager.customers.open(customer, level)),
        ),
    ),
    fc.tuple(anyCode, fc.constantFrom('', 'yes', 'yes', 'no')).map(
      ([code, answer]) =>
        new Operation(
          `submit ${code} ${answer}`,
          (model) => submit(model, code, answer),
          ({ manager, customer, stepId }) =>
            asCustomer(manager.customers.submitStep(customer, stepId(code), { answer }, randomUUID())),
        ),
    ),
    fc.tuple(anyCode, anyManager).map(
      ([code, by]) =>
        new Operation(
          `${by} approves ${code}`,
          (model) => approve(model, code, by),
          (real) => asManager(real, 'POST', `/steps/${real.stepId(code)}/approve`, {}, by),
        ),
    ),
    fc.tuple(anyCode, fc.constantFrom('retry' as const, 'retry' as const, 'final' as const)).map(
      ([code, reject_type]) =>
        new Operation(
          `reject ${code} ${reject_type}`,
          (model) => reject(model, code, reject_type === 'final'),
          (real) =>
            asManager(real, 'POST', `/steps/${real.stepId(code)}/reject`, { reason_code: 'other', reject_type }, 'Sam'),
        ),
    ),
    fc.tuple(anyCode, fc.boolean()).map(
      ([code, revoke]) =>
        new Operation(
          `reopen ${code}${revoke ? ', revoked' : ''}`,
          (model) => reopen(model, code, revoke),
          (real) =>
            asManager(real, 'POST', `/steps/${real.stepId(code)}/reopen`, { justification: WHY, revoke }, 'Sam'),
        ),
    ),
    fc.tuple(anyCode, anyManager).map(
      ([code, by]) =>
        new Operation(
          `${by} waives ${code}`,
          (model) => waive(model, code, by),
          (real) => asManager(real, 'POST', `/steps/${real.stepId(code)}/waive`, { justification: WHY }, by),
        ),
    ),
    fc.tuple(fc.constantFrom(1, 2, 3), fc.boolean()).map(
      ([level, revoke]) =>
        new Operation(
          `require level ${level}${revoke ? ', revoked' : ''}`,
          (model) => setLevel(model, level, revoke),
          (real) => {
            const { customer_id } = real.customer
            const body = { customer_id, required_level: level, justification: WHY, revoke }
            return asManager(real, 'POST', '/required-level', body, 'Sam')
          },
        ),
    ),
    fc.constantFrom(0, 1, 2, 3, 4).map(
      (risk_level) =>
        new Operation(
          `risk ${risk_level}`,
          (model) => setRisk(model, risk_level),
          async (real) => {
            const path = `/profiles?customer_id=${real.customer.customer_id}`
            const { body } = await callHttp(real.manager, 'GET', path, undefined, KEYS.Sam)
            const set = `/profiles/${body.items[0].id}/risk-level`
            return asManager(real, 'POST', set, { risk_level, comment: 'Checked' }, 'Sam')
          },
        ),
    ),
  ],
  { maxCommands: 25 },
)

describe.each(Object.entries(DATABASES))('the manager and its model, on %s', (_, freshDatabase) => {
  it('agree after any operations', async () => {
    const { manager, bugs } = await openTestManager({ database: await freshDatabase() })
    await manager.seed(BRAND, TEMPLATES)
    await fc.assert(
      fc.asyncProperty(commands, async (operations) => {
        const customer = newCustomer(BRAND)
        await manager.customers.open(customer, 'basic')
        const ids = new Map<string, string>()
        const stepId = (code: Code) => ids.get(code) ?? randomUUID()
        const [first] = (await manager.customers.read(customer)).steps
        ids.set('first', first?.id ?? '')
        const model: Model = {
          ...{ required: 1, level: 0, everApproved: false, risk: 0, submitted: false, byHand: false },
          steps: { first: fresh() },
        }
        await fc.asyncModelRun(() => ({ model, real: { manager, customer, stepId, ids } }), operations)
      }),
      { numRuns: 100 },
    )
    expect(bugs).toEqual([])
  })
})
