import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useDrafts } from '@/components/questionnaire/drafts-provider'
import { callApi } from '@/components/shell/api'
import type { CustomerKyc, CustomerStep } from '@/lib/contract/customer'
import type { Field } from '@/lib/contract/form'

/**
 * For a person who would rather not show what a field asks for (docs/requirements/modular-onboarding.md): keeps the
 * answer that the template names and goes back to the step, where that answer opens another way. Null where the template
 * names none.
 */
export function useAlternative({ id }: CustomerStep, { alternative }: Field, returnHref: string): Alternative | null {
  const router = useRouter()
  const drafts = useDrafts()
  const [state, setState] = useState<Alternative['state']>('offered')
  if (!alternative) return null
  const choose = async () => {
    setState('choosing')
    // What has been typed elsewhere may be newer than this page, what has been typed here than the server.
    const now = await callApi<CustomerKyc>('/inapp/api/kyc')
    const step = now.ok ? now.value.steps.find((it) => it.id === id) : undefined
    if (!step) return setState('failed')
    const known = drafts.state(id) === 'unsaved' ? drafts.latest(step) : (step.draft ?? step.answers)
    const kept = await drafts.replace(step, { ...known, [alternative.field]: alternative.answer })
    if (!kept.ok) return setState('failed')
    router.replace(returnHref)
    router.refresh()
  }
  return { choose, state }
}

export type Alternative = { choose: () => Promise<void>; state: 'offered' | 'choosing' | 'failed' }
