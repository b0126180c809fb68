import type { Delivery } from '@/lib/contract/records'
import type { JobRow } from '@/lib/database/schema'
import { callbackJob } from './callback'
import { emailJob } from './email'
import { webhookJob } from './webhook'

/** The jobs that deliver messages to receivers outside. */
const DELIVERY_JOBS = [callbackJob, webhookJob, emailJob] as const
export const DELIVERY_KINDS = DELIVERY_JOBS.map(({ kind }) => kind)

export function isDelivery({ kind }: Pick<JobRow, 'kind'>): boolean {
  return DELIVERY_KINDS.some((known) => known === kind)
}

export function stateOf({ done_at, dead_at }: Pick<JobRow, 'done_at' | 'dead_at'>): Delivery['state'] {
  if (done_at !== null) return 'delivered'
  return dead_at === null ? 'waiting' : 'dead'
}

/** Maps a row to the manager's API. */
export function toDelivery(row: JobRow): Delivery {
  const { id, kind, customer_id, attempts, last_error, created_at, run_at, done_at, dead_at } = row
  return {
    ...{ id, kind, customer_id, state: stateOf(row), attempts, last_error, created_at, dead_at },
    ...{ next_attempt_at: run_at, delivered_at: done_at, body: JSON.parse(row.input) },
  }
}
