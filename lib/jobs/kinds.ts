/**
 * Lanes keep kinds of work from waiting for one another: each runs so many jobs at a time in one instance of the app,
 * whatever the others do.
 */
export const LANES = {
  callbacks: { concurrency: 16 },
  webhooks: { concurrency: 16 },
  email: { concurrency: 4 },
  /** Each takes a processor for seconds. */
  documents: { concurrency: 1 },
  upkeep: { concurrency: 1 },
} as const satisfies Record<string, { concurrency: number }>
export type Lane = keyof typeof LANES

/** Every kind of job, and its lane. `registry.ts` holds the job of each; the compiler asks for it. */
export const JOB_KINDS = {
  'ctrader.kyc-status': 'callbacks',
  webhook: 'webhooks',
  mail: 'email',
  'document.extract-mrz': 'documents',
  'steps.expire': 'upkeep',
  'uploads.sweep': 'upkeep',
} as const satisfies Record<string, Lane>
export type JobKind = keyof typeof JOB_KINDS

/** The kinds of a lane. */
export function kindsOf(lane: Lane): JobKind[] {
  return (Object.keys(JOB_KINDS) as JobKind[]).filter((kind) => JOB_KINDS[kind] === lane)
}
