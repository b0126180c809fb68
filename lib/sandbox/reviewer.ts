import type { Verdict } from '@/lib/backend/sandbox'
import { KycError } from '@/lib/contract/errors'
import type { Actor, Manager } from '@/lib/kyc'

/** Who decides in the sandbox where no person does. */
export function reviewerOf(brand: string): Actor {
  return { name: 'Sandbox', role: 'SESSION_MANAGER', brand }
}

/**
 * Brings a verdict about. Throws CONFLICT where somebody in the back office was quicker with what it is about, or the
 * person changed what was seen.
 */
export async function deliverVerdict(manager: Manager, brand: string, verdict: Verdict): Promise<void> {
  const reviewer = reviewerOf(brand)
  switch (verdict.kind) {
    case 'approved':
      // An earlier verdict may have been quicker with some of them, or a correction of the person.
      for (const step of verdict.steps)
        await manager.call('MngApproveKycStep', step, reviewer).catch((error: unknown) => {
          if (!(error instanceof KycError && error.code === 'CONFLICT')) throw error
        })
      return
    case 'sent_back': {
      const { documentId: id, submission, reason: reason_code } = verdict
      await manager.call('MngRejectKycDocument', { id, submission, reason_code, reject_type: 'retry' }, reviewer)
      return
    }
    case 'rejected': {
      const { stepId: id, submission, reason: reason_code } = verdict
      await manager.call('MngRejectKycStep', { id, submission, reason_code, reject_type: 'final' }, reviewer)
    }
  }
}
