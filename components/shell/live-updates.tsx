'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import type { CustomerKyc } from '@/lib/contract/customer'
import { callApi, personOfPage, sessionIsOver } from './api'
import { useHost } from './host'

const POLL_MS = 8_000
/** After so many failed connections in a row events are given up for polling. */
const PATIENCE = 3

/**
 * Keeps a screen true: when the version on the server passes the one that was rendered, the screen is
 * rendered anew. Server-sent events; where they do not get through, polling.
 */
export function LiveUpdates({ version, status }: { version: number; status: CustomerKyc['status'] }) {
  const router = useRouter()
  const tell = useHost()

  useEffect(() => tell('kyc:status_changed', { status }), [tell, status])

  useEffect(() => {
    let failures = 0
    let poll: ReturnType<typeof setInterval> | undefined
    const compare = (latest: number) => latest > version && router.refresh()
    const askOnce = async () => {
      const answer = await callApi<CustomerKyc>('/inapp/api/kyc')
      if (answer.ok) compare(answer.value.version)
      else if (sessionIsOver(answer.error)) router.refresh()
    }

    // A stream carries no headers.
    const query = new URLSearchParams({ person: personOfPage() ?? '' })
    const events = new EventSource(`/inapp/api/events?${query}`)
    events.addEventListener('changed', (event) => compare(JSON.parse(event.data).version))
    events.addEventListener('open', () => {
      failures = 0
      // What changed between the rendering and the connection.
      void askOnce()
    })
    events.addEventListener('error', () => {
      failures += 1
      const connecting = events.readyState === EventSource.CONNECTING
      if ((connecting && failures < PATIENCE) || poll) return
      events.close()
      poll = setInterval(askOnce, POLL_MS)
    })
    const onReturn = (event: PageTransitionEvent) => event.persisted && router.refresh()
    window.addEventListener('pageshow', onReturn)
    return () => {
      events.close()
      clearInterval(poll)
      window.removeEventListener('pageshow', onReturn)
    }
  }, [router, version])

  return null
}
