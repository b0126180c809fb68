'use client'

import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef } from 'react'
import type { HostEventType } from '@/lib/contract/host'
import { connectHost, type HostDetail, type TellHost } from '@/lib/host'

type Tell = (type: HostEventType, detail?: HostDetail, step?: string | null) => void
const HostContext = createContext<Tell>(() => {})

type HostProviderProps = {
  allowedOrigins: readonly string[]
  /** The session's public name and level; null on screens without one. */
  session: string | null
  level: string | null
  children: ReactNode
}

/** Connects the screens to the host that embeds them, and says that they are ready. */
export function HostProvider({ allowedOrigins, session, level, children }: HostProviderProps) {
  const connection = useRef<TellHost | null>(null)
  const tell = useCallback<Tell>(
    (type, detail, step = null) => {
      connection.current ??= connectHost(allowedOrigins)
      connection.current(type, { session, step, level }, detail)
    },
    [allowedOrigins, session, level],
  )

  useEffect(() => {
    tell('kyc:ready')
    const report = () => tell('kyc:resize', { height: document.documentElement.scrollHeight })
    const observer = new ResizeObserver(report)
    observer.observe(document.body)
    return () => observer.disconnect()
  }, [tell])

  return <HostContext value={tell}>{children}</HostContext>
}

/** Tells the host what happens. */
export function useHost(): Tell {
  return useContext(HostContext)
}

/** Tells the host one thing when the screen that holds it appears. */
export function TellOnShow({
  type,
  step,
  ...detail
}: {
  type: HostEventType
  step?: string
  code?: string
  status?: string
}) {
  const tell = useHost()
  const facts = JSON.stringify(detail)
  useEffect(() => tell(type, JSON.parse(facts), step ?? null), [tell, type, facts, step])
  return null
}
