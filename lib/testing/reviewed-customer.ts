import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { Identity } from '@/lib/contract/customer'
import type { Answers } from '@/lib/contract/form'
import { type StatusCallback, statusCallbackSchema } from '@/lib/contract/host/ctrader'
import { callHttp, newCustomer, openTestManager } from './manager'

export const DAY = 24 * 3_600_000
/** The logins from which the customer opens the screens, and one that may come later. */
export const LOGINS = ['1001', '1002'] as const
export const THIRD = '1003'
const BRAND = 'other'
/** A justification. */
export const WHY = 'A name has changed'
const question = { name: 'answer', type: 'text' as const, required: true }
const TEMPLATES = [
  { code: 'personal', level: 1 as const, required: true, fields: [question] },
  {
    ...{ code: 'identity', level: 2 as const, required: true },
    fields: [
      { name: 'expiry_date', type: 'date' as const, required: true, expires: true },
      { name: 'scan', type: 'file_reference' as const, purpose: 'identity' as const },
    ],
  },
  { code: 'source_of_funds', level: 3 as const, required: true, fields: [question] },
  { code: 'proof', level: 1 as const, required: false, fields: [question] },
]

export type World = Awaited<ReturnType<typeof openWorld>>

/**
 * A customer who can be reached by two logins, their two reviewers, and cTrader, which hears of them. One step for each
 * level, `personal`, `identity` and `source_of_funds`, and `proof`, which a reviewer may ask for.
 */
export async function openWorld(database: string) {
  let now = new Date('2026-11-20T12:00:00.000Z')
  let accepts = (_: StatusCallback) => true
  const heard: StatusCallback[] = []
  const callback = async ({ body }: { body: string }) => {
    const told = statusCallbackSchema.strict().parse(JSON.parse(body))
    if (!accepts(told)) throw new Error('down')
    heard.push(told)
  }
  const { manager, bugs } = await openTestManager({ database, clock: () => now, receivers: { callback } })
  await manager.seed(
    BRAND,
    TEMPLATES.map(({ fields, ...template }) => {
      return { ...template, title: template.code, active: true, form_schema: { sections: [{ fields }] } }
    }),
  )
  const customer: Identity = { ...newCustomer(BRAND), trading_login: LOGINS[0] }
  const { customer_id } = customer

  const call = async (method: string, path: string, body?: object, by: 'Sam' | 'Max' = 'Sam') => {
    const answer = await callHttp(manager, method, path, body, by === 'Sam' ? 'other-key' : 'other-second-key')
    expect(answer.status, `${path}: ${JSON.stringify(answer.body)}`).toBe(200)
    return answer.body
  }
  const profile = async () => (await call('GET', `/profiles?customer_id=${customer_id}`)).items[0]
  const stepId = async (code: string) =>
    (await manager.customers.read(customer)).steps.find((step) => step.code === code)?.id ?? code
  const templateId = async (code: string) => (await call('GET', `/templates?code=${code}`)).items[0].id
  return {
    ...{ manager, bugs, heard, call, customer, profile, stepId },
    pass(milliseconds: number) {
      now = new Date(now.getTime() + milliseconds)
    },
    setReceiver(accept: typeof accepts) {
      accepts = accept
    },
    open: (login: string, level: 'basic' | 'standard' | 'enhanced' = 'standard') =>
      manager.customers.open({ ...customer, trading_login: login }, level),
    async send(code: string) {
      const answers: Answers = code === 'identity' ? { expiry_date: '2027-01-01' } : { answer: 'yes' }
      await manager.customers.submitStep(customer, await stepId(code), answers, randomUUID())
    },
    decide: async (code: string, verb: string, body: object = {}, by?: 'Sam' | 'Max') =>
      call('POST', `/steps/${await stepId(code)}/${verb}`, body, by),
    setRisk: async (risk_level: string) =>
      call('POST', `/profiles/${(await profile()).id}/risk-level`, { risk_level, comment: 'Checked' }),
    requireLevel: (required_level: string, more: object = {}) =>
      call('POST', '/required-level', { customer_id, required_level, ...more }),
    ask: () => call('POST', '/questions', { customer_id, question: { text: 'Who paid?', language: 'en' } }),
    requireStep: async (code: string, more: object = {}) =>
      call('POST', '/steps/require', { customer_id, template_id: await templateId(code), ...more }),
  }
}

/** Approves the steps of the standard level. */
export async function approveBoth(world: World, by?: 'Sam' | 'Max'): Promise<void> {
  for (const code of ['personal', 'identity']) await world.decide(code, 'approve', {}, by)
}
