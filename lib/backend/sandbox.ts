import type { CustomerKyc, Identity } from '@/lib/contract/customer'
import { ERROR_CODE_NAMES } from '@/lib/contract/error-codes'
import { KycError } from '@/lib/contract/errors'
import { REASON_CODES, type ReasonCode } from '@/lib/contract/messages/reasons'
import type { KycBackend } from './port'

/** A reviewer's decision on the submissions that they saw. */
export type Verdict =
  | { kind: 'approved'; steps: { id: string; submission: number }[] }
  | { kind: 'sent_back'; documentId: string; submission: number; reason: ReasonCode }
  | { kind: 'rejected'; stepId: string; submission: number; reason: ReasonCode }

/** How long the check of a file named `sandbox-slow` takes. */
const SLOW_MS = 10_000
/** The delay between submission and decision, so that the person sees the review first. */
const REVIEW_MS = 2_000

/**
 * The sandbox's backend: wraps another one, and lets the name of a file determine what happens to it.
 * `sandbox-<ERROR_CODE>` is refused with that code, `sandbox-DOCUMENT_QUALITY_LOW-<reason>` for that reason, and
 * `sandbox-slow` takes long to check. `sandbox-approved`, `sandbox-sent-back-<reason>` and `sandbox-rejected-<reason>`
 * are decided soon after submission.
 * @param pass resolves after so many milliseconds.
 */
export function createSandboxBackend(
  backend: KycBackend,
  decide: (verdict: Verdict, customer: Identity) => Promise<void>,
  pass: (milliseconds: number) => Promise<unknown>,
): KycBackend {
  return {
    ...backend,
    async storeFile(customer, file) {
      const word = wordOf(file.name)
      const code = ERROR_CODE_NAMES.find((name) => `${word}-`.startsWith(`${name.toLowerCase()}-`))
      if (code) {
        await file.bytes.cancel()
        const reason = word.slice(code.length + 1).toUpperCase()
        return { ok: false, error: new KycError(code, reason ? { reason } : {}) }
      }
      if (word === 'slow') await pass(SLOW_MS)
      return backend.storeFile(customer, file)
    },
    async submitStep(customer, stepId, answers, key, base) {
      const result = await backend.submitStep(customer, stepId, answers, key, base)
      const verdict = result.ok ? verdictOn(result.value) : null
      if (verdict) void pass(REVIEW_MS).then(() => decide(verdict, customer))
      return result
    },
  }
}

/** The verdict that the file names of a customer's documents in review call for. */
function verdictOn({ steps }: CustomerKyc): Verdict | null {
  const inReview = steps.filter(({ status }) => status === 'pending')
  const documents = steps.flatMap((step) => step.documents.map((document) => ({ document, step })))
  for (const { document, step } of documents) {
    const word = document.status === 'uploaded' ? '' : wordOf(document.file_name)
    if (word === 'approved')
      return { kind: 'approved', steps: inReview.map(({ id, submission }) => ({ id, submission })) }
    if (document.status !== 'pending') continue
    const { submission } = step
    const reason = REASON_CODES.find((it) => word.endsWith(`-${it}`)) ?? 'unreadable'
    if (word.startsWith('sent-back')) return { kind: 'sent_back', documentId: document.id, submission, reason }
    if (word.startsWith('rejected')) return { kind: 'rejected', stepId: step.id, submission, reason }
  }
  return null
}

/**
 * `approved` for `sandbox-approved.jpg` and for `sandbox-approved (1).jpg`, as browsers name copies. Empty for other
 * names.
 */
function wordOf(fileName: string): string {
  return /^sandbox-(.+?)( ?\(\d+\))?(\.[^.]*)?$/.exec(fileName.toLowerCase())?.[1] ?? ''
}
