import { compileListsInTurns } from '../verification/screening/index/compiled'
import { openScreeningHost } from '../verification/screening/worker/screening-host'
import { createFetchList } from './lists/fetch-list'
import type { Screening } from './screening'

type ScreeningWith = Pick<Screening, 'settingsOf' | 'updateHours'> & Parameters<typeof createFetchList>[0]

/** Screening as deployments do it. */
export function createScreening({ settingsOf, updateHours, ...fetching }: ScreeningWith): Screening {
  return {
    ...{ settingsOf, updateHours },
    openHost: openScreeningHost,
    compile: compileListsInTurns,
    fetchList: createFetchList(fetching),
  }
}
