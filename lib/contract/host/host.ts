/** The events that the screens send to their host. They never contain personal data. */
export const HOST_EVENTS = [
  'kyc:ready',
  'kyc:started',
  'kyc:step_started',
  'kyc:step_completed',
  'kyc:document_selected',
  'kyc:media_captured',
  'kyc:upload_progress',
  'kyc:upload_error',
  'kyc:submitted',
  'kyc:status_changed',
  'kyc:resize',
  'kyc:language_changed',
  'kyc:session_expired',
  'kyc:token_needed',
  'kyc:error',
  'kyc:close_request',
] as const
export type HostEventType = (typeof HOST_EVENTS)[number]

/** The commands that a host may send: a fresh token, a theme, a language, or close. */
export const HOST_COMMANDS = ['kyc:token', 'kyc:theme', 'kyc:language', 'kyc:close'] as const
export type HostCommand = { type: (typeof HOST_COMMANDS)[number]; value: string }
