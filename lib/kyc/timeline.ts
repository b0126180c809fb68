import type { TimelineEntry } from '@/lib/contract/customer'
import { LEVELS } from '@/lib/contract/levels'
import type { AuditRow } from '@/lib/contract/records'
import { DOCUMENT_STATUS, PROFILE_STATUS, STEP_STATUS } from '@/lib/contract/statuses'
import type { DocumentRow, StepRow } from '@/lib/database/schema'

type Event = TimelineEntry['event']

/** Which new status is worth a line, and which line. What is not listed is not told. */
const EVENTS: Record<'profile' | 'step' | 'document', Partial<Record<number, Event>>> = {
  profile: {
    [PROFILE_STATUS.approved]: 'profile_approved',
    [PROFILE_STATUS.rejected]: 'profile_rejected',
    [PROFILE_STATUS.expired]: 'profile_expired',
  },
  step: {
    [STEP_STATUS.pending]: 'step_submitted',
    [STEP_STATUS.approved]: 'step_approved',
    [STEP_STATUS.rejected]: 'step_rejected',
    [STEP_STATUS.expired]: 'step_expired',
  },
  document: {
    [DOCUMENT_STATUS.approved]: 'document_approved',
    [DOCUMENT_STATUS.rejected]: 'document_rejected',
  },
}

/** The customer's timeline as it follows from the audit: what changed for them, never who did it. */
export function timelineOf(
  audit: readonly AuditRow[],
  steps: readonly Pick<StepRow, 'id' | 'code'>[],
  documents: readonly Pick<DocumentRow, 'id' | 'document_type' | 'step_id'>[],
): TimelineEntry[] {
  const codeOf = (stepId: string | null) => steps.find((step) => step.id === stepId)?.code ?? null
  return audit.flatMap((row): TimelineEntry[] => {
    const event = eventOf(row)
    if (!event) return []
    const document = documents.find(({ id }) => id === row.entity_id)
    const step_code = row.entity === 'step' ? codeOf(row.entity_id) : codeOf(document?.step_id ?? null)
    return [{ at: row.at, event, step_code, document_type: document?.document_type ?? null }]
  })
}

function eventOf({ entity, action, before, after }: AuditRow): Event | null {
  if (entity === 'profile' && after?.required_level !== undefined) {
    // The first level is asked for with the beginning, and is no news of its own.
    return before?.required_level === LEVELS.none ? null : 'level_required'
  }
  if (entity === 'profile' && before === null && after?.status === PROFILE_STATUS.none) return 'started'
  if (entity === 'step' && before === null) return action === 'MngRequireKycStep' ? 'step_required' : null
  if (entity !== 'profile' && entity !== 'step' && entity !== 'document') return null
  const changed = after?.status !== before?.status && typeof after?.status === 'number'
  return changed ? (EVENTS[entity][after.status as number] ?? null) : null
}
