import { useRouter } from 'next/navigation'
import { callApi } from '@/components/shell/api'
import type { CustomerStep } from '@/lib/contract/customer'
import type { Field } from '@/lib/contract/form'

/**
 * For a person who would rather not show what a field asks for (seed 3): keeps the answer that the template names, and
 * goes back to the step, where that answer opens another way. Null where the template names none.
 */
export function useAlternative(step: CustomerStep, { alternative }: Field, returnHref: string): (() => void) | null {
  const router = useRouter()
  if (!alternative) return null
  return async () => {
    const answers = { ...(step.draft ?? step.answers), [alternative.field]: alternative.answer }
    await callApi(`/inapp/api/steps/${step.id}/draft`, { method: 'PUT', body: { answers } })
    router.replace(returnHref)
    router.refresh()
  }
}
