import { describe, expect, it } from 'vitest'
import type { HitRecord } from '@/lib/contract/screening/screenings'
import { PROFILE_STATUS, RISK_LEVEL, STEP_STATUS } from '@/lib/contract/statuses'
import { enqueue } from '@/lib/jobs/rows'
import { listed, submitPerson, takeEntries } from '@/lib/testing/listed-people'
import { callHttp, DATABASES, newCustomer, openTestManager } from '@/lib/testing/manager'
import { unzip } from '@/lib/testing/unzip'
import type { Screening } from '..'
import { updateListsJob } from './lists/update-lists'

type FetchList = Screening['fetchList']
const LISTED = { first_name: 'Ivo', last_name: 'Gesucht' }
const POLITICIAN = { first_name: 'Petra', last_name: 'Ministerin' }
const SANCTIONS = [listed('test-sanctions', 'S-1', 'Ivo Gesucht'), listed('test-sanctions', 'S-2', 'Zora Unbekannt')]
const PEPS = [listed('test-peps', 'P-1', 'Petra Ministerin', { topics: ['pep'], programmes: [] })]
const WHY = 'Another birth date, on the passport'
const DAY = 24 * 3_600_000

describe.each(Object.entries(DATABASES))('screening, on %s', (_, freshDatabase) => {
  async function open(more: Parameters<typeof openTestManager>[0] = {}) {
    let now = new Date('2026-11-20T12:00:00.000Z')
    const database = await freshDatabase()
    const opened = await openTestManager({ database, clock: () => now, ...more })
    const { manager } = opened
    const call = async (method: string, path: string, body?: unknown, key?: string) => {
      const answer = await callHttp(manager, method, path, body, key)
      expect(answer.status, `${path}: ${JSON.stringify(answer.body)}`).toBe(200)
      return answer.body
    }
    const profileOf = async ({ customer_id }: { customer_id: string }) =>
      (await call('GET', `/profiles?customer_id=${customer_id}`)).items[0]
    const hitsOf = async (customer: { customer_id: string }): Promise<HitRecord[]> =>
      (await call('GET', `/hits?profile_id=${(await profileOf(customer)).id}`)).items
    const approve = (step: string, key?: string) => callHttp(manager, 'POST', `/steps/${step}/approve`, {}, key)
    const resolve = (id: string, state: string, key?: string, reason = 'other_birth_date') =>
      callHttp(manager, 'POST', `/hits/${id}/resolve`, { state, reason, justification: WHY }, key)
    const take = async () => {
      await takeEntries(manager, 'test-sanctions', SANCTIONS, now)
      await takeEntries(manager, 'test-peps', PEPS, now)
      await manager.screenDue()
    }
    const pass = (milliseconds: number) => {
      now = new Date(now.getTime() + milliseconds)
    }
    return { ...opened, call, profileOf, hitsOf, approve, resolve, take, pass, now: () => now }
  }

  it('is off without a list: nobody is screened, and nothing waits for it', async () => {
    const { manager, approve, profileOf, call, bugs, db } = await open()
    const { customer, step } = await submitPerson(manager, LISTED)
    expect((await approve(step)).body.status).toBe(STEP_STATUS.approved)
    await manager.screenDue()
    const profile = await profileOf(customer)
    expect(profile).not.toHaveProperty('screening')
    expect((await call('GET', '/screenings')).items).toEqual([])
    expect(await db.selectFrom('screening_subjects').selectAll().execute()).toEqual([])
    const asked = await callHttp(manager, 'POST', `/profiles/${profile.id}/screen`, {})
    expect(asked).toMatchObject({ status: 409, body: { reason: 'screening_off' } })
    expect(bugs).toEqual([])
  })

  it('lets a clean person be approved, once it is done', async () => {
    const { manager, approve, profileOf, call, take, bugs } = await open()
    await take()
    const { customer, step } = await submitPerson(manager)
    expect(await approve(step)).toMatchObject({ status: 409, body: { code: 'CONFLICT', reason: 'screening_due' } })
    await manager.screenDue()
    expect((await profileOf(customer)).screening).toEqual({
      ...{ state: 'done', open_hits: 0, risk_level: 0, proposed_risk_level: null },
    })
    expect((await approve(step)).body.status).toBe(STEP_STATUS.approved)
    expect(await profileOf(customer)).toMatchObject({ status: PROFILE_STATUS.approved, level: 1 })
    const { items, lists, too_old } = await call('GET', '/screenings')
    expect(items).toMatchObject([{ why: 'person', outcome: 'clear', hits: 0, omitted: 0 }])
    expect(items[0].versions.map(({ list }: { list: string }) => list)).toEqual(['test-peps', 'test-sanctions'])
    expect(lists).toMatchObject([
      { list: 'test-peps', entries: 1 },
      { list: 'test-sanctions', entries: 2 },
    ])
    expect(too_old).toEqual([])
    expect(bugs).toEqual([])
  })

  it('stops a listed person, until two reviewers have found that it is another one', async () => {
    const { manager, approve, profileOf, hitsOf, resolve, call, take, bugs } = await open()
    await take()
    const { customer, step } = await submitPerson(manager, LISTED)
    await manager.screenDue()
    expect(await profileOf(customer)).toMatchObject({
      ...{ status: PROFILE_STATUS.review_required, risk_level: RISK_LEVEL.high },
      screening: { open_hits: 1, proposed_risk_level: RISK_LEVEL.prohibited },
    })
    expect((await call('GET', '/profiles?status=review_required')).items).toHaveLength(1)
    expect((await call('GET', '/profiles?risk_level=high')).items).toHaveLength(1)
    expect((await call('GET', '/profiles?status=pending')).items).toHaveLength(0)
    expect(await approve(step)).toMatchObject({ status: 409, body: { reason: 'hits_open' } })
    const waived = await callHttp(manager, 'POST', `/steps/${step}/waive`, { justification: WHY })
    expect(waived).toMatchObject({ status: 409, body: { reason: 'hits_open' } })

    const [hit] = await hitsOf(customer)
    expect(hit).toMatchObject({
      ...{ state: 'open', list: 'test-sanctions', entry_id: 'S-1', topic: 'sanctions', programmes: ['TEST'] },
      ...{ caption: 'Ivo Gesucht', reasons: [{ code: 'name_same' }], customer_id: customer.customer_id },
    })
    const id = hit?.id ?? ''
    expect((await resolve(id, 'unsure', 'acme-key', 'needs_information')).body).toMatchObject({ state: 'unsure' })
    expect(await approve(step)).toMatchObject({ status: 409, body: { reason: 'hits_open' } })
    expect((await resolve(id, 'false_positive')).body).toMatchObject({
      ...{ state: 'unsure', proposed: { state: 'false_positive', by: 'Jo' } },
    })
    expect(await resolve(id, 'false_positive')).toMatchObject({
      status: 409,
      body: { reason: 'second_resolution_needed' },
    })
    const settled = (await resolve(id, 'false_positive', 'second-key')).body
    expect(settled).toMatchObject({ state: 'false_positive', proposed: null })
    expect(settled.resolutions.map(({ by, state }: { by: string; state: string }) => [by, state])).toEqual([
      ['Jo', 'unsure'],
      ['Jo', 'false_positive'],
      ['Kim', 'false_positive'],
    ])
    expect(await profileOf(customer)).toMatchObject({ status: PROFILE_STATUS.pending, risk_level: RISK_LEVEL.low })
    expect((await approve(step)).body.status).toBe(STEP_STATUS.approved)
    expect(await profileOf(customer)).toMatchObject({ status: PROFILE_STATUS.approved })

    const audit = (await call('GET', `/audit?customer_id=${customer.customer_id}&limit=200`)).items
    const of = (event: string) => audit.filter((row: { event: string }) => row.event === event)
    expect(of('hit.found')).toMatchObject([{ actor: 'system', after: { list: 'test-sanctions', entry_id: 'S-1' } }])
    const entry = { list: 'test-sanctions', entry_id: 'S-1', entry_digest: hit?.entry_digest }
    expect(of('hit.proposed')).toMatchObject([{ actor: 'Jo', comment: WHY, after: entry }])
    expect(of('hit.resolved')).toMatchObject([
      { actor: 'Jo', after: { state: 'unsure' } },
      {
        actor: 'Kim',
        comment: WHY,
        after: { state: 'false_positive', proposed_by: 'Jo', reason: 'other_birth_date', ...entry },
      },
    ])
    expect(of('list.viewed').length).toBeGreaterThan(0)
    expect(bugs).toEqual([])
  })

  it('shows with a hit what the list says of the entry, as it was when it was found', async () => {
    const { manager, hitsOf, now } = await open()
    const facts = {
      names: [
        { text: 'Ivo Gesucht', kind: 'primary' as const },
        { text: 'Иво Гезухт', kind: 'original' as const, script: 'Cyrl' },
        { text: 'The Baker', kind: 'weak' as const },
      ],
      birth_dates: [{ from: '1970-05-06' }, { from: '1969', until: '1971', circa: true }],
      genders: ['male' as const],
      countries: { nationality: ['RU'], birth: ['BY'] },
      identifiers: [{ type: 'Passport', number: 'MP1234567', country: 'BY' }],
      remarks: 'Listed on 2022-03-02 for <b>bread</b>',
    }
    const entry = listed('test-sanctions', 'S-1', 'Ivo Gesucht', { ...facts, programmes: ['BREAD'] })
    await takeEntries(manager, 'test-sanctions', [entry], now(), '2026-11-19')
    const { customer } = await submitPerson(manager, LISTED)
    await manager.screenDue()
    const seen = {
      ...{ entry: facts, programmes: ['BREAD'], entry_digest: entry.digest },
      ...{ list_published_at: '2026-11-19', list_taken_at: now().toISOString() },
    }
    expect(await hitsOf(customer)).toMatchObject([seen])
    // Who decided by it can show later by what: the list may say something else by then.
    const others = Array.from({ length: 20 }, (_, i) =>
      listed('test-sanctions', `X-${i}`, `Nobody ${'abcdefghijklmnopqrst'[i]}`),
    )
    await takeEntries(manager, 'test-sanctions', [entry, ...others], now())
    await takeEntries(manager, 'test-sanctions', others, now())
    await manager.screenDue()
    expect(await hitsOf(customer)).toMatchObject([{ ...seen, gone_at: expect.any(String) }])
  })

  it('proposes that a person on a sanctions list is prohibited, which only a reviewer makes true', async () => {
    const { manager, approve, profileOf, hitsOf, resolve, call, take } = await open()
    await take()
    const { customer, step } = await submitPerson(manager, LISTED)
    await manager.screenDue()
    const [hit] = await hitsOf(customer)
    await resolve(hit?.id ?? '', 'true_match', 'acme-key', 'same_identifiers')
    const { id, ...profile } = await profileOf(customer)
    expect(profile).toMatchObject({ status: PROFILE_STATUS.review_required, risk_level: RISK_LEVEL.high })
    expect(await approve(step)).toMatchObject({ status: 409, body: { reason: 'listed' } })
    await call('POST', `/profiles/${id}/risk-level`, { risk_level: 'prohibited', comment: 'On the list' })
    expect(await profileOf(customer)).toMatchObject({
      status: PROFILE_STATUS.rejected,
      risk_level: RISK_LEVEL.prohibited,
    })
    // As anybody who is refused: the screens say no more.
    expect(await manager.customers.read(customer)).toMatchObject({ status: 'rejected', closed: true })
  })

  it('asks for two reviewers of a politician', async () => {
    const { manager, approve, profileOf, hitsOf, resolve, take } = await open()
    await take()
    const { customer, step } = await submitPerson(manager, POLITICIAN)
    await manager.screenDue()
    const [hit] = await hitsOf(customer)
    expect(hit).toMatchObject({ topic: 'pep' })
    expect(await approve(step)).toMatchObject({ status: 409, body: { reason: 'hits_open' } })
    // Of a politician one reviewer can say so.
    await resolve(hit?.id ?? '', 'true_match', 'acme-key', 'same_details')
    expect(await profileOf(customer)).toMatchObject({ risk_level: RISK_LEVEL.high, status: PROFILE_STATUS.pending })
    expect((await approve(step)).body).toMatchObject({ status: STEP_STATUS.pending, approved_by: 'Jo' })
    expect(await approve(step)).toMatchObject({ status: 409, body: { reason: 'second_manager_needed' } })
    expect((await approve(step, 'second-key')).body).toMatchObject({
      status: STEP_STATUS.approved,
      confirmed_by: 'Kim',
    })
    expect(await profileOf(customer)).toMatchObject({ status: PROFILE_STATUS.approved })
  })

  it('finds an approved customer whom a new version of a list names, and says nothing to them', async () => {
    const heard: unknown[] = []
    const callback = async ({ body }: { body: string }) => void heard.push(body)
    const { manager, approve, profileOf, hitsOf, resolve, take, call, bugs } = await open({ receivers: { callback } })
    await take()
    const { customer, step } = await submitPerson(manager, { first_name: 'Late', last_name: 'Comer' })
    await submitPerson(manager)
    await manager.screenDue()
    await approve(step)
    await manager.deliverDue()
    const [before, told] = [await manager.customers.read(customer), heard.length]
    expect(before.status).toBe('approved')

    await takeEntries(manager, 'test-sanctions', [...SANCTIONS, listed('test-sanctions', 'S-3', 'Late Comer')])
    // Until they were compared with what is new, nothing is approved.
    const other = await submitPerson(manager)
    expect(await approve(other.step)).toMatchObject({ status: 409, body: { reason: 'screening_due' } })
    await manager.screenDue()
    expect((await approve(other.step)).status).toBe(200)
    expect(await hitsOf(customer)).toMatchObject([{ state: 'open', entry_id: 'S-3' }])
    expect(await profileOf(customer)).toMatchObject({
      ...{ status: PROFILE_STATUS.review_required, level: 1, risk_level: RISK_LEVEL.high },
    })
    const screenings = (await call('GET', `/screenings?profile_id=${(await profileOf(customer)).id}`)).items
    expect(screenings.map(({ why, outcome }: { why: string; outcome: string }) => [why, outcome])).toEqual([
      ['person', 'clear'],
      ['list', 'hits'],
    ])
    await manager.deliverDue()
    expect(await manager.customers.read(customer)).toEqual(before)
    expect(heard.filter((body) => String(body).includes(customer.trading_login ?? '')).length).toBeGreaterThan(0)

    const [hit] = await hitsOf(customer)
    await resolve(hit?.id ?? '', 'false_positive')
    await resolve(hit?.id ?? '', 'false_positive', 'second-key')
    expect(await profileOf(customer)).toMatchObject({ status: PROFILE_STATUS.approved, risk_level: RISK_LEVEL.low })
    await manager.deliverDue()
    expect(await manager.customers.read(customer)).toEqual(before)
    expect(heard.length - told).toBe(2)
    expect(bugs).toEqual([])
  })

  it('is due again while a newer version of a list is compared, for each until they were reached', async () => {
    const { manager, approve, profileOf, take, call, db, bugs } = await open()
    await take()
    const [first, second] = [await submitPerson(manager), await submitPerson(manager)]
    await manager.screenDue()
    const stateOf = async ({ customer }: typeof first) => {
      const profile = await profileOf(customer)
      const [listed, read] = [profile.screening.state, (await call('GET', `/profiles/${profile.id}`)).screening.state]
      expect(read).toBe(listed)
      return listed
    }
    expect([await stateOf(first), await stateOf(second)]).toEqual(['done', 'done'])
    await takeEntries(manager, 'test-sanctions', [...SANCTIONS, listed('test-sanctions', 'S-3', 'Late Comer')])
    expect([await stateOf(first), await stateOf(second)]).toEqual(['due', 'due'])
    // As where an instance has written down the first of two batches.
    const { id: delta_after } = await profileOf(first.customer)
    await db.updateTable('screening_indexes').set({ delta_after }).where('delta_done_at', 'is', null).execute()
    expect([await stateOf(first), await stateOf(second)]).toEqual(['done', 'due'])
    // Nobody waits for the others, of whom there may be a million.
    expect((await approve(first.step)).status).toBe(200)
    expect(await approve(second.step)).toMatchObject({ status: 409, body: { reason: 'screening_due' } })
    // Whoever comes meanwhile is compared with all of it.
    const third = await submitPerson(manager)
    await manager.jobs.runDue(['screening'])
    expect([await stateOf(third), (await approve(third.step)).status]).toEqual(['done', 200])
    await manager.screenDue()
    expect([await stateOf(second), (await approve(second.step)).status]).toEqual(['done', 200])
    expect(bugs).toEqual([])
  })

  it('keeps a false positive quiet until the entry or the person has changed, and says what', async () => {
    const { manager, hitsOf, resolve, take } = await open()
    await take()
    const { customer, submit } = await submitPerson(manager, POLITICIAN)
    await manager.screenDue()
    const id = (await hitsOf(customer))[0]?.id ?? ''
    await resolve(id, 'false_positive')
    const profile = (await hitsOf(customer))[0]?.profile_id
    await callHttp(manager, 'POST', `/profiles/${profile}/screen`, {})
    await manager.screenDue()
    expect(await hitsOf(customer)).toMatchObject([{ id, state: 'false_positive', changed: [] }])

    await submit({ date_of_birth: '1980-05-05' })
    await manager.screenDue()
    expect(await hitsOf(customer)).toMatchObject([{ id, state: 'open', changed: ['birth_date'] }])
    await resolve(id, 'false_positive')

    const [entry] = PEPS
    const renamed = listed('test-peps', 'P-1', 'Petra Ministerin', { topics: ['pep'], remarks: 'In office again' })
    expect(renamed.digest).not.toBe(entry?.digest)
    await takeEntries(manager, 'test-peps', [renamed])
    await manager.screenDue()
    expect(await hitsOf(customer)).toMatchObject([
      { id, state: 'open', changed: ['entry'], entry_digest: renamed.digest },
    ])
    // Whoever still looks at the entry as it was decides nothing.
    const resolveBy = (entry_digest: string) => {
      const resolution = { state: 'true_match', reason: 'same_details', justification: WHY, entry_digest }
      return callHttp(manager, 'POST', `/hits/${id}/resolve`, resolution)
    }
    const refused = await resolveBy(entry?.digest ?? '')
    expect(refused).toMatchObject({ status: 409, body: { reason: 'entry_changed' } })
    expect(refused.body.message).toContain('read the hit again')
    expect((await resolveBy(renamed.digest)).body).toMatchObject({ state: 'true_match' })
  })

  it('says that an entry is listed no more, and leaves the hit to a reviewer', async () => {
    const { manager, hitsOf, profileOf, take } = await open()
    await take()
    const { customer, submit } = await submitPerson(manager, LISTED)
    await manager.screenDue()
    const others = Array.from({ length: 20 }, (_, i) =>
      listed('test-sanctions', `X-${i}`, `Nobody Number${'abcdefghijklmnopqrst'[i]}`),
    )
    await takeEntries(manager, 'test-sanctions', [...SANCTIONS, ...others])
    await manager.screenDue()
    await takeEntries(manager, 'test-sanctions', [...SANCTIONS.slice(1), ...others])
    await manager.screenDue()
    expect(await hitsOf(customer)).toMatchObject([{ state: 'open', gone_at: expect.any(String) }])
    // Nor does it help to be called otherwise.
    await submit({ last_name: 'Ehrlich' })
    await manager.screenDue()
    expect(await hitsOf(customer)).toMatchObject([{ state: 'open' }])
    expect(await profileOf(customer)).toMatchObject({ status: PROFILE_STATUS.review_required })
  })

  it('screens who was there before the first list, and everybody again after a while', async () => {
    const { manager, hitsOf, profileOf, call, take, pass } = await open()
    const { customer } = await submitPerson(manager, LISTED)
    await submitPerson(manager)
    await take()
    expect(await hitsOf(customer)).toMatchObject([{ state: 'open' }])
    const reasons = async () => {
      const { id } = await profileOf(customer)
      return (await call('GET', `/screenings?profile_id=${id}`)).items.map(({ why }: { why: string }) => why)
    }
    await manager.screenDue()
    expect(await reasons()).toEqual(['person'])
    pass(31 * DAY)
    await manager.screenDue()
    expect(await reasons()).toEqual(['person', 'schedule'])
  })

  it('refuses a list that has shrunk by more than a tenth: the one before stays', async () => {
    const { manager, take } = await open()
    await take()
    const shrunk = await takeEntries(manager, 'test-sanctions', SANCTIONS.slice(1))
    expect(shrunk).toMatchObject({
      refused: expect.stringContaining('It has 1 entries, where the one in force has 2: more than a tenth are missing'),
      missing: ['S-1: Ivo Gesucht'],
    })
    expect(await takeEntries(manager, 'test-sanctions', [])).toEqual({ refused: 'It has no entries' })
    const [, sanctions] = await manager.lists.inForce('acme')
    expect(sanctions).toMatchObject({ entries: 2, refused_at: expect.any(String), refusal: 'It has no entries' })
    expect(await takeEntries(manager, 'test-sanctions', SANCTIONS)).toBe('unchanged')
    expect((await manager.lists.inForce('acme'))[1]).toMatchObject({ refused_at: null, refusal: null })
  })

  it.each([
    [2, 1, false],
    [3, 2, true],
    [9, 8, true],
    [9, 7, false],
    [20, 18, true],
    [20, 17, false],
  ])(
    'of %i entries leaves it at %i: %o, as what is missing may have been lost on the way',
    async (had, has, isTaken) => {
      const { manager } = await open()
      const entries = Array.from({ length: had }, (_, at) => listed('test-sanctions', `S-${at}`, `Person ${at}`))
      await takeEntries(manager, 'test-sanctions', entries)
      await takeEntries(manager, 'test-sanctions', entries.slice(0, has))
      expect(await manager.lists.inForce('acme')).toMatchObject([{ entries: isTaken ? has : had }])
    },
  )

  it('takes a list that has shrunk where somebody accepts exactly that version, and writes down who', async () => {
    const { manager, take, call } = await open()
    await take()
    const entries = SANCTIONS.slice(1)
    const version = {
      list: 'test-sanctions',
      version: '2',
      taken_at: '2026-11-20T12:00:00.000Z',
      entries: 1,
      digest: 'd2',
    }
    const accepting = (accept: string) =>
      manager.lists.take('test-sanctions', { version, entries }, { accept, by: 'Jo' })
    expect(await accepting('d1')).toMatchObject({ refused: expect.stringContaining('--accept d2') })
    expect(await accepting('d2')).toBe('taken')
    expect((await call('GET', '/audit?entity=watchlist')).items.at(-1)).toMatchObject({
      ...{ event: 'watchlist.taken', actor: 'operator Jo', role: 'operator' },
      after: { digest: 'd2', removed: 1, accepted: true },
    })
  })

  it('leaves open hits on a list that is removed to reviewers, and looks for nobody on it any more', async () => {
    const { manager, approve, profileOf, hitsOf, resolve, call, take, db, bugs, now } = await open()
    await take()
    const { customer, step } = await submitPerson(manager, LISTED)
    await manager.screenDue()
    expect(await manager.lists.remove('test-sanctions', { by: 'Jo' })).toEqual({ open_hits: 1 })
    await manager.screenDue()

    const [hit] = await hitsOf(customer)
    expect(hit).toMatchObject({ state: 'open', gone_at: now().toISOString(), caption: 'Ivo Gesucht' })
    expect(await profileOf(customer)).toMatchObject({ status: PROFILE_STATUS.review_required })
    expect(await approve(step)).toMatchObject({ status: 409, body: { reason: 'hits_open' } })
    const id = hit?.id ?? ''
    await resolve(id, 'false_positive')
    expect((await hitsOf(customer))[0]).toMatchObject({ state: 'open', proposed: { by: 'Jo' } })
    await resolve(id, 'false_positive', 'second-key')
    expect((await approve(step)).status).toBe(200)

    const later = await submitPerson(manager, LISTED)
    await manager.screenDue()
    expect(await hitsOf(later.customer)).toEqual([])
    const [screening] = (await call('GET', `/screenings?profile_id=${(await profileOf(later.customer)).id}`)).items
    expect(screening.versions).toMatchObject([{ list: 'test-peps' }])
    expect(await manager.lists.inForce('acme')).toMatchObject([{ list: 'test-peps' }])

    // What was in force, and until when, can still be told.
    expect((await call('GET', '/audit?entity=watchlist')).items.at(-1)).toMatchObject({
      ...{ event: 'watchlist.removed', entity_id: 'test-sanctions', actor: 'operator Jo', role: 'operator' },
      after: { digest: expect.any(String), entries: 2, open_hits: 1 },
    })
    const versions = db.selectFrom('screening_versions').selectAll().where('list', '=', 'test-sanctions')
    expect(await versions.execute()).toMatchObject([{ entries: 2, replaced_at: now().toISOString() }])
    expect(bugs).toEqual([])
  })

  it('finds a hit again where a removed list is added again, as it was settled', async () => {
    const { manager, hitsOf, resolve, take } = await open()
    await take()
    const { customer } = await submitPerson(manager, LISTED)
    await manager.screenDue()
    const [hit] = await hitsOf(customer)
    await resolve(hit?.id ?? '', 'false_positive')
    await resolve(hit?.id ?? '', 'false_positive', 'second-key')
    await manager.lists.remove('test-sanctions', { by: null })
    await manager.screenDue()
    expect(await hitsOf(customer)).toMatchObject([{ state: 'false_positive', gone_at: expect.any(String) }])
    await takeEntries(manager, 'test-sanctions', SANCTIONS)
    await manager.screenDue()
    expect(await hitsOf(customer)).toMatchObject([{ id: hit?.id, state: 'false_positive', gone_at: null }])
  })

  it('keeps its last list: nobody would be screened without it', async () => {
    const { manager, take } = await open()
    await take()
    await manager.lists.remove('test-peps', { by: null })
    expect(await manager.lists.remove('test-sanctions', { by: null })).toMatchObject({
      refused: expect.stringContaining('the last list'),
    })
    expect(await manager.lists.remove('test-peps', { by: null })).toEqual({ refused: 'There is no such list' })
    expect(await manager.lists.inForce('acme')).toMatchObject([{ list: 'test-sanctions', entries: 2 }])
  })

  it('puts no version in force, refuses none and removes none of which the audit does not tell', async () => {
    const { manager, take, parts, call } = await open()
    await manager.customers.open({ ...newCustomer(), brand: 'other' }, 'basic')
    await take()
    const before = await manager.lists.inForce('acme')
    const { sign } = parts.auditKey
    let signed = 0
    parts.auditKey.sign = (text) => {
      signed += 1
      // Of two brands the second one's row fails.
      if (signed % 2 === 0) throw new Error('The process ends here')
      return sign(text)
    }
    const entries = [...SANCTIONS, listed('test-sanctions', 'S-3', 'Neu Da')]
    await expect(takeEntries(manager, 'test-sanctions', entries)).rejects.toThrow('ends here')
    await expect(takeEntries(manager, 'test-sanctions', [])).rejects.toThrow('ends here')
    await expect(manager.lists.remove('test-sanctions', { by: null })).rejects.toThrow('ends here')
    parts.auditKey.sign = sign
    expect(await manager.lists.inForce('acme')).toEqual(before)
    expect((await call('GET', '/audit?entity=watchlist')).items).toHaveLength(2)
    expect(await takeEntries(manager, 'test-sanctions', entries)).toBe('taken')
  })

  it('asks the sources of lists by itself, and keeps what is in force where one does not answer as it should', async () => {
    let answer: Awaited<ReturnType<FetchList>> | Error = new Error('away')
    const asked: (string | null)[] = []
    const fetchList: FetchList = async ({ etag }) => {
      asked.push(etag)
      if (answer instanceof Error) throw answer
      return answer
    }
    const { manager, pass, now, db, hitsOf } = await open({ fetchList })
    await manager.lists.add({ name: 'test-sanctions', sources: ['https://lists.example/s.xml'], topic: null })
    const { customer } = await submitPerson(manager, LISTED)
    await enqueue(db, updateListsJob, { input: {}, now: now().toISOString(), key: updateListsJob.kind })
    const update = async () => {
      pass(25 * 3_600_000)
      await db.updateTable('jobs').set({ run_at: now().toISOString() }).where('key', '=', updateListsJob.kind).execute()
      await manager.jobs.runDue(['lists'])
      return (await manager.lists.inForce('acme'))[0]
    }
    answer = new Error('line 4, column 2: it is cut off')
    expect(await update()).toMatchObject({ entries: 0, refusal: answer.message, too_old: true, age_hours: null })
    const version = { list: 'test-sanctions', version: '1', taken_at: now().toISOString(), entries: 2, digest: 'one' }
    answer = { taken: { version, entries: SANCTIONS }, etag: '"1"' }
    expect(await update()).toMatchObject({ entries: 2, version: '1', refused_at: null, too_old: false, age_hours: 0 })
    await manager.screenDue()
    expect(await hitsOf(customer)).toHaveLength(1)
    answer = { unchanged: true }
    expect(await update()).toMatchObject({ version: '1', age_hours: 0 })
    answer = new Error('502')
    expect(await update()).toMatchObject({ version: '1', age_hours: 25, refusal: '502' })
    expect(asked).toEqual([null, null, '"1"', '"1"'])
  })

  it('says in the audit of each brand which version of a list came into force, and which did not', async () => {
    const { manager, take, call, now, bugs } = await open()
    await manager.seed('other', [])
    await take()
    await takeEntries(
      manager,
      'test-sanctions',
      [...SANCTIONS.slice(0, 1), listed('test-sanctions', 'S-3', 'Neu Da')],
      now(),
    )
    await takeEntries(manager, 'test-sanctions', [], now())
    await takeEntries(manager, 'test-sanctions', [], now())
    const rows = (await call('GET', '/audit?entity=watchlist')).items
    const told = rows.map(({ event, entity_id, after }: { event: string; entity_id: string; after: object }) => ({
      ...{ event, entity_id, ...after },
    }))
    expect(told).toHaveLength(4)
    expect(told).toMatchObject([
      { event: 'watchlist.taken', entity_id: 'test-sanctions', entries: 2, new: 2, changed: 0, removed: 0 },
      { event: 'watchlist.taken', entity_id: 'test-peps', entries: 1, new: 1 },
      { event: 'watchlist.taken', entity_id: 'test-sanctions', entries: 2, new: 1, changed: 0, removed: 1 },
      { event: 'watchlist.refused', entity_id: 'test-sanctions', refused: 'It has no entries' },
    ])
    expect(bugs).toEqual([])
  })

  it('warns with every answer of lists that are too old', async () => {
    const { call, take, pass } = await open()
    await take()
    pass(4 * DAY)
    for (const path of ['/screenings', '/hits'])
      expect(await call('GET', path)).toMatchObject({
        ...{ too_old: ['test-peps', 'test-sanctions'], lists: [{ age_hours: 96, too_old: true }, {}] },
      })
  })

  it('approves nobody whose screening has failed, and screens them again by hand', async () => {
    const { manager, approve, profileOf, call, take, pass, parts } = await open()
    await take()
    const { customer, step } = await submitPerson(manager)
    const works = parts.search.inForce
    parts.search.inForce = () => Promise.reject(new Error('The store is away'))
    for (let i = 0; i < 10; i += 1) {
      await manager.jobs.runDue(['screening'])
      pass(3_600_000)
    }
    expect((await profileOf(customer)).screening).toMatchObject({ state: 'failed' })
    expect(await approve(step)).toMatchObject({ status: 409, body: { reason: 'screening_failed' } })
    parts.search.inForce = works
    const { id } = await profileOf(customer)
    expect(await call('POST', `/profiles/${id}/screen`, {})).toMatchObject({ id, state: 'due' })
    await manager.screenDue()
    expect((await approve(step)).status).toBe(200)
    const { items } = await call('GET', `/screenings?profile_id=${id}`)
    expect(items.map(({ why, outcome, asked_by }: Record<string, string>) => [why, outcome, asked_by])).toEqual([
      ['person', 'failed', null],
      ['reviewer', 'clear', 'Jo'],
    ])
  })

  it('fails open where the brand says so, except for hits', async () => {
    const { manager, approve, take } = await open({ screeningSettings: { fail_closed: false } })
    await take()
    const clean = await submitPerson(manager)
    expect((await approve(clean.step)).status).toBe(200)
    const found = await submitPerson(manager, LISTED)
    await manager.screenDue()
    expect(await approve(found.step)).toMatchObject({ status: 409, body: { reason: 'hits_open' } })
  })

  it('shows nothing of a hit that was put into another customer’s row, and says so', async () => {
    const { manager, hitsOf, take, db, damaged } = await open()
    await take()
    const [ivo, petra] = [await submitPerson(manager, LISTED), await submitPerson(manager, POLITICIAN)]
    await manager.screenDue()
    const [from] = await hitsOf(ivo.customer)
    const [to] = await hitsOf(petra.customer)
    const { hit } = await db
      .selectFrom('screening_hits')
      .select('hit')
      .where('id', '=', from?.id ?? '')
      .executeTakeFirstOrThrow()
    expect(hit).toMatch(/^v2\./)
    await db
      .updateTable('screening_hits')
      .set({ hit })
      .where('id', '=', to?.id ?? '')
      .execute()
    expect(await hitsOf(petra.customer)).toMatchObject([
      { caption: null, entry: null, reasons: [], damaged: ['hit'], state: 'open' },
    ])
    expect(damaged).toEqual([['screening_hits', 'hit', to?.id]])
    const stored = JSON.stringify(await db.selectFrom('screening_subjects').selectAll().execute())
    expect(stored).not.toMatch(/Gesucht|Ministerin|1990/)
  })

  it('is exported for an authority, and never for the customer', async () => {
    const { manager, profileOf, hitsOf, take, call } = await open()
    await take()
    const { customer } = await submitPerson(manager, LISTED)
    await manager.screenDue()
    await hitsOf(customer)
    const { id } = await profileOf(customer)
    const textOf = async (query: string) => {
      const files = unzip(await call('GET', `/profiles/${id}/export${query}`))
      return [...files]
        .flatMap(([path, content]) => (/\.(txt|json)$/.test(path) ? [path, content.toString('utf8')] : []))
        .join('\n')
    }
    const own = await textOf('')
    expect(own).toContain('Gesucht')
    expect(own).toContain('"status": 2')
    expect(own).not.toMatch(/screen|hit|sanction|S-1|profile\.held|review_required/i)
    const forAuthority = await textOf('?screening=on')
    for (const word of ['screening.json', 'test-sanctions', 'hit.found', '"state": "open"'])
      expect(forAuthority).toContain(word)
  })

  it('is for operators of the brand alone', async () => {
    const { manager, hitsOf, take } = await open()
    await take()
    const { customer } = await submitPerson(manager, LISTED)
    await manager.screenDue()
    const [hit] = await hitsOf(customer)
    const resolution = { state: 'true_match', reason: 'other', justification: WHY }
    for (const [method, path, body] of [
      ['GET', '/hits', undefined],
      ['GET', '/screenings', undefined],
      ['POST', `/hits/${hit?.id}/resolve`, resolution],
      ['POST', `/profiles/${hit?.profile_id}/screen`, {}],
    ] as const)
      expect((await callHttp(manager, method, path, body, 'dealer-key')).status, path).toBe(403)
    expect((await callHttp(manager, 'GET', '/hits', undefined, 'other-key')).body.items).toEqual([])
    expect((await callHttp(manager, 'POST', `/hits/${hit?.id}/resolve`, resolution, 'other-key')).status).toBe(404)
    expect((await callHttp(manager, 'POST', `/profiles/${hit?.profile_id}/screen`, {}, 'other-key')).status).toBe(404)
  })

  it('is done once by two instances, and both search what one of them took', async () => {
    const first = await open()
    const { masterKeys, database, folder: directory } = first
    const second = await openTestManager({ masterKeys, database, directory })
    await first.take()
    const people = []
    for (let i = 0; i < 6; i += 1)
      people.push(await submitPerson((i % 2 ? first : second).manager, i < 3 ? LISTED : {}, newCustomer()))
    await Promise.all([first.manager.screenDue(), second.manager.screenDue()])
    for (const [i, { customer }] of people.entries()) expect(await first.hitsOf(customer)).toHaveLength(i < 3 ? 1 : 0)
    expect((await first.call('GET', '/screenings?limit=200')).items).toHaveLength(6)
    await takeEntries(second.manager, 'test-peps', [
      ...PEPS,
      listed('test-peps', 'P-2', 'Ada Example', { topics: ['pep'] }),
    ])
    await Promise.all([first.manager.screenDue(), second.manager.screenDue()])
    for (const { customer } of people) expect(await first.hitsOf(customer)).toHaveLength(1)
    expect([...first.bugs, ...second.bugs]).toEqual([])
    await second.manager.close()
  })
})
