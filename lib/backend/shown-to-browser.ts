import type { CustomerKyc } from '@/lib/contract/customer'
import { drawnForm } from '@/lib/form/drawn-form'
import type { KycBackend, Result } from './port'

/**
 * A backend as the browser hears it: of each form what a screen draws. How an answer counts for the risk, and what a
 * broker noted in a template for themselves, stay on the server; who could read them would know what to answer.
 */
export function shownToBrowser(backend: KycBackend): KycBackend {
  return {
    ...backend,
    open: async (...asked) => shown(await backend.open(...asked)),
    read: async (...asked) => shown(await backend.read(...asked)),
    requestLevel: async (...asked) => shown(await backend.requestLevel(...asked)),
    chooseEmails: async (...asked) => shown(await backend.chooseEmails(...asked)),
    submitStep: async (...asked) => shown(await backend.submitStep(...asked)),
    resolveDifference: async (...asked) => shown(await backend.resolveDifference(...asked)),
  }
}

function shown(result: Result<CustomerKyc>): Result<CustomerKyc> {
  if (!result.ok) return result
  const steps = result.value.steps.map((step) => ({ ...step, form_schema: drawnForm(step.form_schema) }))
  return { ok: true, value: { ...result.value, steps } }
}
