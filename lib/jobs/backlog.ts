import type { Database } from '@/lib/database/schema'
import { JOB_KINDS, LANES, type Lane } from './kinds'
import { countJobs } from './rows'

/** What waits in each lane: how many jobs, how long the oldest has been due, in seconds, and how many are dead letters. */
export async function backlog(db: Database, now: Date) {
  const counts = await countJobs(db)
  const laneOf: Readonly<Record<string, Lane>> = JOB_KINDS
  return Object.keys(LANES).map((lane) => {
    const own = counts.filter(({ kind }) => laneOf[kind] === lane)
    const lags = own.map(({ oldest }) => (now.getTime() - Date.parse(oldest)) / 1_000)
    return {
      lane,
      waiting: own.reduce((sum, { waiting }) => sum + waiting, 0),
      oldest_seconds: Math.max(0, ...lags),
      dead: own.reduce((sum, { dead }) => sum + dead, 0),
    }
  })
}
