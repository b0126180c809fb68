'use client'

import { createContext, type ReactNode, useContext, useState } from 'react'
import { callApi } from '@/components/shell/api'
import type { SavedDraft } from '@/lib/contract/customer'
import { createDrafts, type Drafts } from '@/lib/form/drafts'

/** Longer than a slow network takes for a draft; then the next one has its turn. */
const PATIENCE_MS = 20_000

const DraftsContext = createContext<Drafts | null>(null)

/** What is typed on this page: it is still there when the person comes back to a screen inside. */
export function DraftsProvider({ children }: { children: ReactNode }) {
  const [drafts] = useState(draftsOfPage)
  return <DraftsContext value={drafts}>{children}</DraftsContext>
}

export function useDrafts(): Drafts {
  const drafts = useContext(DraftsContext)
  if (!drafts) throw new Error('There are no drafts around this component.')
  return drafts
}

function draftsOfPage(): Drafts {
  return createDrafts((stepId, answers, { keepalive, base }) =>
    callApi<SavedDraft>(`/inapp/api/steps/${stepId}/draft`, {
      ...{ method: 'PUT', body: { answers, base }, keepalive, signal: AbortSignal.timeout(PATIENCE_MS) },
    }),
  )
}
