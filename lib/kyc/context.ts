import type { LRUCache } from 'lru-cache'
import type { CustomerKyc } from '@/lib/contract/customer'
import type { Email } from '@/lib/contract/email'
import type { Action } from '@/lib/contract/events'
import type { Feed } from '@/lib/database/feed'
import type { Database, Tx } from '@/lib/database/schema'
import type { Sealer } from '@/lib/files/encryption'
import type { FileStore } from '@/lib/files/store'
import type { Job } from '@/lib/jobs/job'
import type { JobKind, Lane } from '@/lib/jobs/kinds'
import type { KycEvent } from './events'

/** Who acts: a reviewer's key, the customer, or the system. Everything happens within one brand. */
export type Actor = { name: string; role: string; brand: string }

/** Something for one receiver, as JSON. The id stays the same over all attempts. */
export type Delivery = { id: string; customer_id: string; body: string }

/**
 * Who is told of changes: each takes what it is told, or throws. Null where nobody listens; then nothing is left to
 * deliver.
 */
export type Receivers = {
  callback: ((delivery: Delivery) => Promise<void>) | null
  webhook: ((delivery: Delivery) => Promise<void>) | null
  email: ((email: Email) => Promise<void>) | null
}

/** Profiles as customers see them, by id, under what they were made from. */
export type Cache = LRUCache<string, { stamp: string; kyc: CustomerKyc }>

/** What every part of the domain works with. */
export type Context = {
  db: Database
  sealer: Sealer
  store: FileStore
  clock: () => Date
  feed: Feed
  cache: Cache
  receivers: Receivers
  /** Where the screens are reached from outside; null when nobody has said. */
  publicUrl: string | null
  /** Removes uploads that nobody goes on with. */
  sweepUploads: () => Promise<void>
}

/** One transaction: what is changed, what happened, and what has to be done later commit together. */
export type Change = {
  tx: Tx
  sealer: Sealer
  actor: Actor
  action: Action
  now: string
  receivers: Receivers
  /** Says what happened; all that follows from it is done before the commit. */
  record: (event: KycEvent) => void
  /** After the commit has the lane looked at. */
  wake: (lane: Lane) => void
  /** Asks for a job to be done after the commit. */
  enqueue: <Kind extends JobKind, Input>(job: Job<Context, Kind, Input>, request: JobRequest<Input>) => Promise<void>
}

export type JobRequest<Input> = {
  input: Input
  customer_id: string
  /** Only where jobs of one customer must keep their order: it goes by this. */
  position?: number
}
