import type { TimelineEntry } from '@/lib/contract/customer'
import type { DocumentRow, StepRow, StoredAuditRow } from '@/lib/database/schema'
import { definitionOf } from '.'

/** Builds the customer's timeline from events: what changed for them, and that staff did it for them, but never who. */
export function timelineOf(
  rows: readonly Pick<StoredAuditRow, 'at' | 'event' | 'entity' | 'entity_id' | 'role'>[],
  steps: readonly Pick<StepRow, 'id' | 'code'>[],
  documents: readonly Pick<DocumentRow, 'id' | 'document_type' | 'step_id' | 'replaced_by'>[],
): TimelineEntry[] {
  const codeOf = (stepId: string | null) => steps.find((step) => step.id === stepId)?.code ?? null
  return rows.flatMap(({ at, event: name, entity, entity_id, role }): TimelineEntry[] => {
    const { timeline, timelineByStaff } = definitionOf(name)
    const event = role === 'customer' ? timeline : (timelineByStaff ?? timeline)
    if (!event) return []
    const document = documents.find(({ id }) => id === entity_id)
    // What another took the place of was not removed by anybody.
    if (event === 'document_removed' && document?.replaced_by) return []
    const step_code = codeOf(entity === 'step' ? entity_id : (document?.step_id ?? null))
    return [{ at, event, step_code, document_type: document?.document_type ?? null }]
  })
}
