import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { latestAnswers, saveDraft } from '@/components/questionnaire/drafts'
import { callApi } from '@/components/shell/api'
import type { CustomerKyc, CustomerStep } from '@/lib/contract/customer'
import type { Field } from '@/lib/contract/form'

/**
 * For a person who would rather not show what a field asks for (seed 3): keeps the answer that the template names, and
 * goes back to the step, where that answer opens another way. Null where the template names none.
 */
export function useAlternative({ id }: CustomerStep, { alternative }: Field, returnHref: string): Alternative | null {
  const router = useRouter()
  const [state, setState] = useState<Alternative['state']>('offered')
  if (!alternative) return null
  const choose = async () => {
    setState('choosing')
    // What has been typed, here or elsewhere, may be newer than this page.
    const now = await callApi<CustomerKyc>('/inapp/api/kyc')
    const step = now.ok ? now.value.steps.find((it) => it.id === id) : undefined
    const kept = step && (await saveDraft(id, { ...latestAnswers(step), [alternative.field]: alternative.answer }))
    if (!kept?.ok) return setState('failed')
    router.replace(returnHref)
    router.refresh()
  }
  return { choose, state }
}

export type Alternative = { choose: () => Promise<void>; state: 'offered' | 'choosing' | 'failed' }
