/**
 * Lanes keep one kind of work from delaying another. Each lane runs up to `concurrency` jobs at a time per instance,
 * independently of the others; one with a receiver `ofBrand` as many for each brand, which may have a server of its own.
 */
export const LANES = {
  callbacks: { concurrency: 16, receiver: 'ofBrand' },
  webhooks: { concurrency: 16 },
  email: { concurrency: 4 },
  /** Each of these jobs keeps a CPU busy for seconds. */
  documents: { concurrency: 1 },
  /** Apart from those, which take longer: a person waits for what their bill says. */
  addresses: { concurrency: 1 },
  upkeep: { concurrency: 1 },
} as const satisfies Record<string, { concurrency: number; receiver?: 'ofBrand' }>
export type Lane = keyof typeof LANES

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
  'document.read-address': 'addresses',
  'document.read-address-later': 'addresses',
  'steps.expire': 'upkeep',
  'steps.reissue': 'upkeep',
  'names.index': 'upkeep',
  'uploads.sweep': 'upkeep',
  'spent.sweep': 'upkeep',
  'file.remove': 'upkeep',
  'audit.anchor': 'upkeep',
  'files.destroy': 'upkeep',
  'retention.keep': 'upkeep',
} as const satisfies Record<string, Lane>
export type JobKind = keyof typeof JOB_KINDS

/** The kinds of jobs in a lane. */
export function kindsOf(lane: Lane): JobKind[] {
  return (Object.keys(JOB_KINDS) as JobKind[]).filter((kind) => JOB_KINDS[kind] === lane)
}
