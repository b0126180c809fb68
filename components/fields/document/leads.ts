import type { Field } from '@/lib/contract/form'

/** Whether a field's document is the first thing to do in its form: one press leads to the camera, which fills in the rest. */
export function leads({ type, purpose, required }: Pick<Field, 'type' | 'purpose' | 'required'>): boolean {
  return type === 'file_reference' && required === true && (purpose === 'identity' || purpose === 'selfie')
}
