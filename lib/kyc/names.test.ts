import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { ProfileSummary } from '@/lib/contract/records'
import { callHttp, DATABASES, newCustomer, openTestManager, PERSONAL } from '@/lib/testing/manager'
import type { Manager } from '.'

const IN_BRANDS: Record<string, [first: string, last: string][]> = {
  acme: [
    ['Ada', 'Example'],
    ['Jürgen', 'Müller'],
    ['Anne-Marie', 'De la Cruz'],
    ['Олександр', 'Шевченко'],
    ['小明', '王'],
    ['Mary Ada', 'O’Neill'],
  ],
  other: [['Ada', 'Elsewhere']],
}

describe.each(Object.entries(DATABASES))('profiles by name, on %s', (_, freshDatabase) => {
  let opened: Awaited<ReturnType<typeof openTestManager>>
  let manager: Manager
  const names = new Map<string, string>()

  async function submit(customer: ReturnType<typeof newCustomer>, first_name: string, last_name: string) {
    const { steps } = await manager.customers.open(customer, 'basic')
    const step = steps.find(({ code }) => code === 'personal')?.id ?? ''
    await manager.customers.submitStep(customer, step, { ...PERSONAL, first_name, last_name }, randomUUID())
    names.set(customer.customer_id, first_name)
    return step
  }

  beforeAll(async () => {
    opened = await openTestManager({ database: await freshDatabase() })
    manager = opened.manager
    const { items } = (await callHttp(manager, 'GET', '/templates?code=personal')).body
    const { code, title, level, form_schema } = items[0]
    await callHttp(manager, 'POST', '/templates', { code, title, level, form_schema }, 'other-key')
    for (const [brand, people] of Object.entries(IN_BRANDS))
      for (const [first, last] of people) await submit(newCustomer(brand), first, last)
  })

  async function find(name: string, { key = 'acme-key', filter = '' } = {}): Promise<string[]> {
    const path = `/profiles?name=${encodeURIComponent(name)}${filter}`
    const { status, body } = await callHttp(manager, 'GET', path, undefined, key)
    expect(status, JSON.stringify(body)).toBe(200)
    return body.items.map(({ customer_id }: ProfileSummary) => names.get(customer_id) ?? '').sort()
  }

  it.each([
    ['Ada', ['Ada', 'Mary Ada']],
    ['  ada   EXAMPLE ', ['Ada']],
    ['Example, Ada', ['Ada']],
    ['Ada Müller', []],
    ['mueller', ['Jürgen']],
    ['Muller', ['Jürgen']],
    ['MÜLLER Juergen', ['Jürgen']],
    ['de la cruz', ['Anne-Marie']],
    ['Delacruz', ['Anne-Marie']],
    ['Anne Marie', ['Anne-Marie']],
    ['Annemarie', ['Anne-Marie']],
    ["o'neill", ['Mary Ada']],
    ['Shevchenko', ['Олександр']],
    ['ШЕВЧЕНКО Олександр', ['Олександр']],
    ['王', ['小明']],
    // Whole words only: a beginning of one is no word.
    ['Exam', []],
    ['12', []],
    ['%', []],
  ])('finds by %j: %j', async (name, found) => {
    expect(await find(name)).toEqual(found)
  })

  it('finds nothing of other brands', async () => {
    expect(await find('Elsewhere')).toEqual([])
    expect(await find('Ada', { key: 'other-key' })).toEqual(['Ada'])
  })

  it('goes together with other filters, and page by page', async () => {
    expect(await find('Ada', { filter: '&status=pending' })).toEqual(['Ada', 'Mary Ada'])
    expect(await find('Ada', { filter: '&status=approved' })).toEqual([])
    const first = (await callHttp(manager, 'GET', '/profiles?name=Ada&limit=1')).body
    const second = (await callHttp(manager, 'GET', `/profiles?name=Ada&limit=1&cursor=${first.next_cursor}`)).body
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(2)
    expect(second.next_cursor).toBeNull()
    expect(await callHttp(manager, 'GET', '/profiles?name=')).toMatchObject({ status: 422, body: { field: 'name' } })
  })

  it('follows a corrected name', async () => {
    const customer = newCustomer()
    const step = await submit(customer, 'Misspelt', 'Person')
    await callHttp(manager, 'POST', `/steps/${step}/reject`, { reason_code: 'data_mismatch' })
    await submit(customer, 'Correct', 'Person')
    expect(await find('Misspelt')).toEqual([])
    expect(await find('Person')).toEqual(['Correct'])
  })

  it('keeps no name that could be read or tried without the key, nor the same one in two brands alike', async () => {
    const rows = await opened.db
      .selectFrom('profile_names')
      .innerJoin('profiles', 'profiles.id', 'profile_names.profile_id')
      .select(['profile_names.word', 'profiles.brand'])
      .execute()
    expect(rows.length).toBeGreaterThan(10)
    for (const { word } of rows) expect(word).toMatch(/^[\w-]{43}$/)
    const of = (brand: string) => new Set(rows.filter((row) => row.brand === brand).map(({ word }) => word))
    expect(of('acme').intersection(of('other')).size).toBe(0)
  })

  it('finds those who answered before there was an index, once the job has run', async () => {
    await opened.db.deleteFrom('profile_names').execute()
    await opened.db.updateTable('steps').set({ names_indexed: 0 }).execute()
    expect(await find('Ada')).toEqual([])
    await manager.jobs.start()
    onTestFinished(() => manager.jobs.stop())
    await expect.poll(() => find('Ada'), { timeout: 20_000 }).toEqual(['Ada', 'Mary Ada'])
    expect(await find('mueller')).toEqual(['Jürgen'])
    expect(opened.bugs).toEqual([])
  })
})
