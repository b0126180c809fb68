import pino from 'pino'

/** The process's log: JSON lines on standard output. No personal data, no tokens. */
export function createLog() {
  return pino({ base: { name: 'inapp-kyc' }, level: 'info' })
}
