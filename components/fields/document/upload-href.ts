import type { ControlProps } from '../control'

/** Where a document for a field is shown. */
export function uploadHref({ step, field }: Pick<ControlProps, 'step' | 'field'>): string {
  const query = new URLSearchParams({ step: step.code, field: field.name, documentType: field.purpose ?? 'other' })
  return `/inapp/kyc/upload?${query}`
}
