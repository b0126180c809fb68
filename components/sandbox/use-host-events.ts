import { useEffect, useState } from 'react'
import { type HostEvent, hostEventSchema } from '@/lib/contract/host/host-event'

export type HeardEvent = { at: Date; event: HostEvent }
const KEPT = 60

/** What the screens say to their host, newest first: taken from our own origin alone, and checked for its shape. */
export function useHostEvents(onEvent: (event: HostEvent) => void): HeardEvent[] {
  const [heard, setHeard] = useState<HeardEvent[]>([])
  useEffect(() => {
    const hear = (message: MessageEvent) => {
      if (message.origin !== window.location.origin) return
      const parsed = hostEventSchema.safeParse(message.data)
      if (!parsed.success) return
      onEvent(parsed.data)
      if (parsed.data.type !== 'kyc:resize')
        setHeard((before) => [{ at: new Date(), event: parsed.data }, ...before].slice(0, KEPT))
    }
    window.addEventListener('message', hear)
    return () => window.removeEventListener('message', hear)
  }, [onEvent])
  return heard
}
