import { expect, it } from 'vitest'
import { USUAL_SCREENING } from '@/lib/contract/screening/screening-settings'
import { listed, submitPerson, takeEntries } from '@/lib/testing/listed-people'
import { callHttp, openTestManager } from '@/lib/testing/manager'
import type { Subject } from '../verification/screening/port'
import { createScreening } from './create-screening'

const LISTED = { first_name: 'Ivo', last_name: 'Gesucht' }

it('a thread that dies costs one try of the job that searched, and nothing else', async () => {
  const screening = createScreening({
    ...{ settingsOf: () => USUAL_SCREENING, updateHours: 24, fetch, clock: () => new Date() },
  })
  // The job's search, and that of the hourly one behind it.
  let deadly = 0
  const { manager, db, bugs } = await openTestManager({
    screening: {
      ...screening,
      openHost: () => {
        const host = screening.openHost()
        const nobody = null as unknown as Subject
        return {
          ...host,
          // What no search survives: the thread ends in the middle of it.
          screen: (subjects, options) => host.screen(deadly-- > 0 ? [nobody] : subjects, options),
        }
      },
    },
  })
  const tries = async () =>
    (await db.selectFrom('jobs').select(['kind', 'attempts', 'last_error']).execute()).filter(
      ({ kind }) => kind === 'screening.profile',
    )
  await takeEntries(manager, 'test-sanctions', [listed('test-sanctions', 'S-1', 'Ivo Gesucht')])
  await manager.screenDue()
  const { customer } = await submitPerson(manager, LISTED)
  deadly = 2
  await expect(manager.screenDue()).rejects.toThrow('crashed')
  expect(await tries()).toMatchObject([{ attempts: 1, last_error: expect.stringContaining('crashed') }])
  const stateOf = async () =>
    (await callHttp(manager, 'GET', `/profiles?customer_id=${customer.customer_id}`)).body.items[0].screening
  expect(await stateOf()).toMatchObject({ state: 'due' })
  await db
    .updateTable('jobs')
    .set({ run_at: new Date().toISOString() })
    .where('kind', '=', 'screening.profile')
    .execute()
  await manager.screenDue()
  expect(await tries()).toEqual([])
  expect(await stateOf()).toMatchObject({ state: 'done', open_hits: 1 })
  expect(bugs).toEqual([])
})
