import 'server-only'
import { cookies } from 'next/headers'
import { cache } from 'react'
import { openSession, SESSION_COOKIE, type Session } from './session'

/** The session of the page being rendered; null without one. Opened once per request. */
export const readSession = cache(async (): Promise<Session | null> => {
  const jar = await cookies()
  return openSession(jar.get(SESSION_COOKIE)?.value)
})
