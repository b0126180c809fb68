import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { LevelName } from '@/lib/contract/levels/levels'
import { limitsOf } from '@/lib/contract/levels/limits-of'
import { DATABASES, storePhoto, TEST_TERMS } from '@/lib/testing/manager'
import { approveBoth, DAY, LOGINS, openWorld, THIRD, WHY, type World } from '@/lib/testing/reviewed-customer'

/**
 * Walks the table "What happens, and what cTrader hears" of docs/requirements/ctrader.md, so that the page and the
 * product cannot differ. A row names a customer, what happens to them, and what cTrader hears of it.
 */

const PAGE = readFileSync(new URL('../../docs/requirements/ctrader.md', import.meta.url), 'utf8')
const [, SECTION = ''] = PAGE.split('### What happens, and what cTrader hears')
const ROWS = SECTION.split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| the customer'))
  .map((line) => {
    const cells = line.split(' |').map((cell) => cell.replace(/^\| ?/, '').trim())
    const [customer = '', happens = '', word = '', level = '', limits = '', who = ''] = cells
    return { customer, happens, word: word.replaceAll('`', ''), level, limits, who }
  })

/** Waives the steps of the standard level. */
async function waiveBoth(world: World, by?: 'Sam' | 'Max'): Promise<void> {
  for (const code of ['personal', 'identity']) await world.decide(code, 'waive', { justification: WHY }, by)
}

type Deed = (world: World) => Promise<unknown>

/** The customers of the first column: how each came to be there. */
const CUSTOMERS: Record<string, Deed> = {
  'is new': async (world) => {
    for (const login of LOGINS) await world.open(login)
  },
  'is filling in': async (world) => {
    await CUSTOMERS['is new']?.(world)
    await world.send('personal')
  },
  'has sent everything': async (world) => {
    await CUSTOMERS['is filling in']?.(world)
    await world.send('identity')
  },
  'has sent everything, at high risk': async (world) => {
    await CUSTOMERS['has sent everything']?.(world)
    await world.setRisk('high')
  },
  'was sent back': async (world) => {
    await CUSTOMERS['has sent everything']?.(world)
    await world.decide('identity', 'reject', { reason_code: 'unreadable' })
  },
  'was asked a question': async (world) => {
    await CUSTOMERS['has sent everything']?.(world)
    await world.ask()
  },
  'was rejected for good': async (world) => {
    await CUSTOMERS['has sent everything']?.(world)
    await world.decide('identity', 'reject', { reason_code: 'suspected_alteration', reject_type: 'final' })
  },
  'is approved': async (world) => {
    await CUSTOMERS['has sent everything']?.(world)
    await approveBoth(world)
  },
  'is approved, and reviewed at high risk': async (world) => {
    await CUSTOMERS['is approved']?.(world)
    await world.setRisk('high')
  },
  'is approved, and was asked for a step again': async (world) => {
    await CUSTOMERS['is approved']?.(world)
    await world.decide('identity', 'reopen', { justification: WHY })
  },
  'is approved, and sent a step again': async (world) => {
    await CUSTOMERS['is approved, and was asked for a step again']?.(world)
    await world.send('identity')
  },
  'is approved, and was asked a question': async (world) => {
    await CUSTOMERS['is approved']?.(world)
    await world.ask()
  },
  'is approved, and answered a question': async (world) => {
    await CUSTOMERS['is approved, and was asked a question']?.(world)
    await world.send('question-1')
  },
  'is approved, and needs no more than basic now': async (world) => {
    await CUSTOMERS['is approved']?.(world)
    await world.requireLevel('basic', { justification: WHY })
  },
  'is approved, and was asked for enhanced': async (world) => {
    await CUSTOMERS['is approved']?.(world)
    await world.requireLevel('enhanced')
  },
  'has expired': async (world) => {
    await CUSTOMERS['is approved']?.(world)
    await world.manager.deliverDue()
    world.pass(50 * DAY)
    await world.manager.expireDue()
  },
  'has expired, and sent the step again': async (world) => {
    await CUSTOMERS['has expired']?.(world)
    await world.send('identity')
  },
  'is prohibited': async (world) => {
    await CUSTOMERS['is new']?.(world)
    await world.setRisk('prohibited')
  },
  'is prohibited, after an approval': async (world) => {
    await CUSTOMERS['is approved']?.(world)
    await world.setRisk('prohibited')
  },
  'had every step waived': async (world) => {
    await CUSTOMERS['is new']?.(world)
    await waiveBoth(world)
  },
  'had every step waived, and was prohibited': async (world) => {
    await CUSTOMERS['had every step waived']?.(world)
    await world.setRisk('prohibited')
  },
  'was only asked for a step, by one login': async (world) => {
    await world.requireStep('identity', { trading_login: LOGINS[0] })
    await world.send('identity')
  },
}

/** What happens, by the second column. */
const HAPPENINGS: Record<string, Deed> = {
  'opens the screens': (world) => world.open(LOGINS[0]),
  'sends one of two steps': (world) => world.send('personal'),
  'tries to send a step': (world) => expect(world.send('personal')).rejects.toThrow('verification failed'),
  'sends the last step': (world) => world.send('identity'),
  'sends the step again': (world) => world.send('identity'),
  'a third login opens the screens': (world) => world.open(THIRD),
  'a reviewer names a third login': (world) => world.requireLevel('standard', { trading_login: Number(THIRD) }),
  'a reviewer approves the basic step': (world) => world.decide('personal', 'approve'),
  'a reviewer approves the step': (world) => world.decide('identity', 'approve'),
  'a reviewer approves every step': (world) => approveBoth(world),
  'a first reviewer approves every step': (world) => approveBoth(world, 'Sam'),
  'a second reviewer approves every step': (world) => approveBoth(world, 'Max'),
  'two reviewers approve every step': async (world) => {
    await approveBoth(world, 'Sam')
    await approveBoth(world, 'Max')
  },
  'a reviewer sends a step back for another try': (world) =>
    world.decide('identity', 'reject', { reason_code: 'unreadable' }),
  'a reviewer rejects a step for good': (world) =>
    world.decide('identity', 'reject', { reason_code: 'other', reject_type: 'final' }),
  'a reviewer reopens the step': (world) => world.decide('identity', 'reopen', { justification: WHY }),
  'a reviewer reopens a step': (world) => world.decide('personal', 'reopen', { justification: WHY }),
  'a reviewer reopens a step with `revoke`': (world) =>
    world.decide('identity', 'reopen', { justification: WHY, revoke: true }),
  'a reviewer waives the basic step': (world) => world.decide('personal', 'waive', { justification: WHY }),
  'a reviewer waives every step': (world) => waiveBoth(world),
  'a first reviewer waives every step': (world) => waiveBoth(world, 'Sam'),
  'two reviewers waive every step': async (world) => {
    await waiveBoth(world, 'Sam')
    await waiveBoth(world, 'Max')
  },
  'a reviewer waives the step': (world) => world.decide('identity', 'waive', { justification: WHY }),
  'a reviewer waives the enhanced step': (world) => world.decide('source_of_funds', 'waive', { justification: WHY }),
  'a reviewer requires another step': (world) => world.requireStep('proof'),
  'a reviewer asks a question': (world) => world.ask(),
  'answers the question': (world) => world.send('question-1'),
  'a reviewer waives the question': (world) => world.decide('question-1', 'waive', { justification: WHY }),
  'a reviewer approves the answer': (world) => world.decide('question-1', 'approve'),
  'a reviewer sends the answer back': (world) =>
    world.decide('question-1', 'reject', { reason_code: 'answers_incomplete' }),
  'a reviewer rejects the answer for good': (world) =>
    world.decide('question-1', 'reject', { reason_code: 'other', reject_type: 'final' }),
  'the enhanced level is required': (world) => world.requireLevel('enhanced'),
  'the standard level is required instead': (world) => world.requireLevel('standard', { justification: WHY }),
  'the basic level is required instead': (world) => world.requireLevel('basic', { justification: WHY }),
  'the basic level is required instead, with `revoke`': (world) =>
    world.requireLevel('basic', { justification: WHY, revoke: true }),
  'the risk rises to high': (world) => world.setRisk('high'),
  'the risk becomes prohibited': (world) => world.setRisk('prohibited'),
  'the risk becomes low': (world) => world.setRisk('low'),
  'a step expires': async (world) => {
    world.pass(50 * DAY)
    await world.manager.expireDue()
  },
  'a reviewer rejects a document, and its step with it': async (world) => {
    const { customer, manager } = world
    await world.decide('identity', 'reject', { reason_code: 'unreadable' })
    const file_id = await storePhoto(manager, customer)
    const scan = { field: 'scan', file_id, document_type: 'passport', side: 'front', country: 'FRA' } as const
    const step_id = await world.stepId('identity')
    const { id } = await manager.customers.attachDocument(customer, { ...scan, step_id }, randomUUID())
    await manager.customers.submitStep(customer, step_id, { expiry_date: '2027-01-01', scan: file_id }, randomUUID())
    await manager.deliverDue()
    world.heard.length = 0
    await world.call('POST', `/documents/${id}/reject`, { reason_code: 'unreadable' })
  },
  'a callback that was given up is replayed': async (world) => {
    // The first login hears nothing of a risk that rises and falls until it is given up.
    world.setReceiver(({ tradingLogin }) => tradingLogin !== Number(LOGINS[0]))
    await world.setRisk('prohibited')
    await world.manager.deliverDue()
    world.pass(4 * DAY)
    await world.manager.deliverDue()
    world.setReceiver(() => true)
    await world.setRisk('low')
    await world.manager.deliverDue()
    world.heard.length = 0
    const { items } = await world.call('GET', '/deliveries?state=dead')
    expect(items).toMatchObject([{ body: { kycStatus: 'rejected' } }])
    await world.call('POST', `/deliveries/${items[0].id}/replay`)
  },
}

const HEARD_BY: Record<string, readonly string[]> = {
  'every login': LOGINS,
  'the first login': [LOGINS[0]],
  'the third login': [THIRD],
}

it('every customer and everything that happens stands in the table', () => {
  expect(new Set(ROWS.map(({ customer }) => customer))).toEqual(new Set(Object.keys(CUSTOMERS)))
  expect(new Set(ROWS.map(({ happens }) => happens))).toEqual(new Set(Object.keys(HAPPENINGS)))
})

describe.each(Object.entries(DATABASES))('cTrader, on %s', (_, freshDatabase) => {
  it.each(ROWS)('hears $word when a customer who $customer: $happens', async (row) => {
    const world = await openWorld(await freshDatabase())
    await CUSTOMERS[row.customer]?.(world)
    await world.manager.deliverDue()
    world.heard.length = 0
    await HAPPENINGS[row.happens]?.(world)
    await world.manager.deliverDue()

    const lastHeard = new Map(world.heard.map((told) => [String(told.tradingLogin), told]))
    const told = Object.fromEntries(
      [...lastHeard].map(([login, { kycStatus, kycLevel, accountLimits }]) => [
        login,
        { kycStatus, kycLevel, accountLimits },
      ]),
    )
    const says = {
      ...{ kycStatus: row.word, kycLevel: row.level },
      accountLimits: limitsOf(TEST_TERMS, row.limits as LevelName),
    }
    const expected = row.word === 'nothing' ? [] : (HEARD_BY[row.who] ?? [])
    expect(told).toEqual(Object.fromEntries(expected.map((login) => [login, says])))
    expect(world.bugs.filter((bug) => !String(bug).includes('Gave up'))).toEqual([])
    await world.manager.close()
  })
})
