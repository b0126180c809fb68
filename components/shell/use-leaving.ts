import { useRouter } from 'next/navigation'
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Host, HostDetail } from '@/lib/host'

/** What the address ends in once the person has left, whatever the outcome. */
export const LEFT = '#SUCCESS'
/** In the address of a page whose person has signed out. */
export const SIGNED_OUT = 'signed_out'
/** So long a host may take to close what it was asked to close; longer, and the press would look lost. */
const HOST_CLOSES_MS = 400
/** So long the address of a page without a host says so while something is left to do: a host may watch nothing else. */
const TOLD_MS = 3_000

/** Where leaving leads. */
export type Exit = {
  /** Whether the person has nothing left to do. */
  done: boolean
  /** Where who is done is sent, whatever the outcome; null where the broker has no such place. */
  successUrl: string | null
  /** From a page that stands alone. */
  returnUrl: string | null
}

export type Leaving = {
  leave: () => void
  /** Whether the person has left and nobody has closed the page. */
  left: boolean
  comeBack: () => void
}

/**
 * Leaving: the host is asked to close the screens, and since some hosts watch nothing but the address
 * (docs/requirements/modular-onboarding.md#closing), it becomes the broker's success URL, or says #SUCCESS, for as long as the
 * person is away. A page that stands alone goes on to the return address; one that nobody closes, with something left to do,
 * takes its word back: who reads the address is a person, and nothing has succeeded.
 */
export function useLeaving(
  { done, successUrl, returnUrl }: Exit,
  tell: (type: 'kyc:close_request', detail: HostDetail) => void,
  host: RefObject<Host | null>,
): Leaving {
  const router = useRouter()
  const [left, setLeft] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const untold = useRef<ReturnType<typeof setTimeout>>(undefined)

  const leave = useCallback(() => {
    tell('kyc:close_request', { done })
    if (done && successUrl) return window.location.assign(successUrl)
    window.location.hash = LEFT
    const { isAlone = false } = host.current ?? {}
    host.current?.leave()
    if (isAlone && returnUrl) window.location.assign(returnUrl)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setLeft(true), isAlone ? 0 : HOST_CLOSES_MS)
    clearTimeout(untold.current)
    if (isAlone && !done) untold.current = setTimeout(clearAddress, TOLD_MS)
  }, [tell, host, done, successUrl, returnUrl])

  const comeBack = useCallback(() => {
    clearAddress()
    clearTimeout(timer.current)
    clearTimeout(untold.current)
    setLeft(false)
    // The session may have ended meanwhile.
    router.refresh()
  }, [router])

  // The browser's Back comes back too; a page that is opened again as it was left is still left.
  useEffect(() => {
    const follow = () => window.location.hash !== LEFT && setLeft(false)
    if (window.location.hash === LEFT) setLeft(true)
    window.addEventListener('popstate', follow)
    return () => {
      clearTimeout(timer.current)
      clearTimeout(untold.current)
      window.removeEventListener('popstate', follow)
    }
  }, [])

  return useMemo(() => ({ leave, left, comeBack }), [leave, left, comeBack])
}

function clearAddress(): void {
  window.history.replaceState(window.history.state, '', `${window.location.pathname}${window.location.search}`)
}
