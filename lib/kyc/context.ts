import type { LRUCache } from 'lru-cache'
import type { CustomerKyc } from '@/lib/contract/customer'
import type { DocumentRules } from '@/lib/contract/document-schemas'
import type { Email } from '@/lib/contract/email'
import type { Action } from '@/lib/contract/events'
import type { BrandRetention } from '@/lib/contract/levels/retention'
import type { BrandTerms } from '@/lib/contract/levels/terms'
import type { BrandRisk } from '@/lib/contract/risk/risk-rules'
import type { Feed } from '@/lib/database/feed'
import type { Database, Tx } from '@/lib/database/schema'
import type { AnchorPlace } from '@/lib/files/anchors/anchor-place'
import type { Sealer } from '@/lib/files/sealer'
import type { FileStore } from '@/lib/files/store'
import type { Scan } from '@/lib/inspection/scanning/scanner'
import type { Job } from '@/lib/jobs/job'
import type { JobKind, Lane } from '@/lib/jobs/kinds'
import type { KycEvent } from './events'
import type { AuditKey } from './records/audit-key'
import type { Screening } from './screening/screening'
import type { Search } from './screening/search'

/** Who makes a change: a reviewer (by key), the customer or the system. Every change belongs to one brand. */
export type Actor = { name: string; role: string; brand: string }

/** A message for one receiver, as JSON. The id is the same for all attempts. */
export type Delivery = { id: string; brand: string; customer_id: string; body: string }

/**
 * Who is notified of changes. Each accepts the message or throws. Null when not configured: then nothing is enqueued.
 */
export type Receivers = {
  callback: ((delivery: Delivery) => Promise<void>) | null
  webhook: ((delivery: Delivery) => Promise<void>) | null
  email: ((email: Email, brand: string) => Promise<void>) | null
}

/** The terms of a brand: what its levels are called and allow. Null when it has set none. */
export type TermsOf = (brand: string) => BrandTerms | null

/** The rules of risk of each brand. Of one without, only its templates say what is of which risk. */
export type RiskRules = ReadonlyMap<string, BrandRisk>

/** Profiles as customers see them, by id, with a stamp of the state that they were read from. */
export type Cache = LRUCache<string, { stamp: string; kyc: CustomerKyc }>

/** How many customers of a brand have a review whose day is over, and what the earliest of these days was. */
export type OverdueReviews = { brand: string; count: number; oldest_due_on: string | null }

/** The dependencies of the domain. */
export type Context = {
  db: Database
  sealer: Sealer
  /** Signs the audit. */
  auditKey: AuditKey
  /** Where the ends of the audit are written down outside the database. */
  auditAnchors: readonly AnchorPlace[]
  /** Told of each place that has the end of every brand's audit. */
  anchored: (place: string) => void
  store: FileStore
  /** The scanner for malware. Null when there is none. */
  scan: Scan | null
  clock: () => Date
  /** Told what happened, once it is committed. */
  observe: (brand: string, happened: readonly KycEvent[]) => void
  /** Told every hour of each brand that has customers whose review is overdue. */
  warnOverdue: (overdue: OverdueReviews) => void
  feed: Feed
  cache: Cache
  receivers: Receivers
  terms: TermsOf
  risk: RiskRules
  /** How long each brand keeps what it knows of people. A brand without an entry keeps it until somebody erases it. */
  retention: ReadonlyMap<string, BrandRetention>
  /** The public base URL of the screens. Null when not configured. */
  publicUrl: string | null
  /** The document types that a brand accepts. */
  documentRules: (brand: string) => DocumentRules
  /** Removes abandoned uploads. */
  sweepUploads: () => Promise<void>
  /** How people are screened against lists. */
  screening: Screening
  /** The lists in force, as this instance searches them. */
  search: Search
}

/** One transaction: changed rows, events and enqueued jobs commit together. */
export type Change = {
  tx: Tx
  sealer: Sealer
  auditKey: AuditKey
  actor: Actor
  action: Action
  now: string
  receivers: Receivers
  terms: TermsOf
  risk: RiskRules
  /** Records an event. Its consequences are applied before the commit. */
  record: (event: KycEvent) => void
  /** Wakes the lane after the commit. */
  wake: (lane: Lane) => void
  /** Enqueues a job, to run after the commit. */
  enqueue: <Kind extends JobKind, Input>(job: AskedJob<Kind, Input>, request: JobRequest<Input>) => Promise<void>
}

/** What asking for a job needs of it: not how it is done. */
export type AskedJob<Kind extends JobKind, Input> = Pick<Job<never, Kind, Input>, 'kind' | 'input' | 'giveUpAfter'>

export type JobRequest<Input> = {
  /** Set where the input has to know it. */
  id?: string
  input: Input
  customer_id: string
  /** Set when jobs of one customer must run in order: they run by ascending position. */
  position?: number
  /** Jobs of one customer for different recipients do not wait for one another. */
  recipient?: string
  /** Overrides the `giveUpAfter` of its kind, in milliseconds. */
  giveUpAfter?: number
}
