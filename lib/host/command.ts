import { HOST_COMMANDS, type HostCommand } from '@/lib/contract/host/host'

/** Values are tokens, languages and themes. None is longer. */
const MAX_LENGTH = 4_096

/** Parses a message from the host: an object or its JSON. Null when it is not a command of ours. */
export function hostCommandOf(message: unknown): HostCommand | null {
  const data = typeof message === 'string' ? parsed(message) : message
  if (typeof data !== 'object' || data === null) return null
  const { type, value = '' } = data as Record<string, unknown>
  const known = HOST_COMMANDS.find((name) => name === type)
  if (!known || typeof value !== 'string' || value.length > MAX_LENGTH) return null
  return { type: known, value }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
