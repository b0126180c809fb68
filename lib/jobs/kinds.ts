/**
 * Lanes keep one kind of work from delaying another. Each lane runs up to `concurrency` jobs at a time per instance,
 * independently of the others; one with a receiver `ofBrand` as many for each brand, which may have a server of its own.
 * What `leaves` the deployment waits while deliveries are paused.
 */
export const LANES = {
  callbacks: { concurrency: 16, receiver: 'ofBrand', leaves: true },
  webhooks: { concurrency: 16, leaves: true },
  email: { concurrency: 4, leaves: true },
  /** Each of these jobs keeps a CPU busy for seconds. */
  documents: { concurrency: 1 },
  /** Apart from those, which take longer: a person waits for what their bill says. */
  addresses: { concurrency: 1 },
  /** Apart from zones, which take longer: a licence is filled in from its barcode. */
  barcodes: { concurrency: 1 },
  /** Files in quarantine: a scanner that hangs must hold up nothing else. */
  scans: { concurrency: 2 },
  upkeep: { concurrency: 1 },
  /** Apart from upkeep: a place outside may hang. */
  anchors: { concurrency: 1 },
  /** Apart from what reads documents: it compares what was read. */
  verification: { concurrency: 2 },
  /** Apart from upkeep: a step waits for it. */
  screening: { concurrency: 2 },
  lists: { concurrency: 1 },
} as const satisfies Record<string, LaneRules>
export type Lane = keyof typeof LANES
export type LaneRules = { concurrency: number; receiver?: 'ofBrand'; leaves?: true }

/**
 * Every kind of job and its lane. Within a lane the earlier kinds go first. The compiler requires a job for each in
 * `registry.ts`.
 */
export const JOB_KINDS = {
  'ctrader.kyc-status': 'callbacks',
  webhook: 'webhooks',
  mail: 'email',
  'document.extract-mrz': 'documents',
  'document.extract-mrz-later': 'documents',
  'document.read-barcodes': 'barcodes',
  'document.read-barcodes-later': 'barcodes',
  'document.read-address': 'addresses',
  'document.read-address-later': 'addresses',
  'file.scan': 'scans',
  'steps.expire': 'upkeep',
  'steps.reissue': 'upkeep',
  'names.index': 'upkeep',
  'uploads.sweep': 'upkeep',
  'spent.sweep': 'upkeep',
  'file.remove': 'upkeep',
  'audit.anchor': 'anchors',
  'files.destroy': 'upkeep',
  'retention.keep': 'upkeep',
  'risk.reassess': 'upkeep',
  'screening.profile': 'screening',
  'profile.verify': 'verification',
  'profiles.check-again': 'upkeep',
  'screening.changes': 'lists',
  'screening.due': 'lists',
  'screening.update-lists': 'lists',
  'refresh.ask': 'upkeep',
} as const satisfies Record<string, Lane>
export type JobKind = keyof typeof JOB_KINDS

/** The kinds of jobs in a lane. */
export function kindsOf(lane: Lane): JobKind[] {
  return (Object.keys(JOB_KINDS) as JobKind[]).filter((kind) => JOB_KINDS[kind] === lane)
}
