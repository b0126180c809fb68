import type { DocumentType } from '@/lib/contract/documents'
import type { ControlProps } from '../control'

/** Where a document for a field is shown: one of this type, or of the field's purpose. */
export function uploadHref({ step, field }: Pick<ControlProps, 'step' | 'field'>, type?: DocumentType): string {
  const documentType = type ?? field.purpose ?? 'other'
  const query = new URLSearchParams({ step: step.code, field: field.name, documentType })
  return `/inapp/kyc/upload?${query}`
}
