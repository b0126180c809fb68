import { useEffect, useState } from 'react'

/**
 * While `active`, closing the page asks first (in the browser's own words), and a link inside the page is held
 * back: its address is given, so that the screen can ask. `release` drops it.
 */
export function useLeaveGuard(active: boolean): { heldHref: string | null; release: () => void } {
  const [heldHref, setHeldHref] = useState<string | null>(null)
  useEffect(() => {
    if (!active) return
    const beforeUnload = (event: BeforeUnloadEvent) => event.preventDefault()
    const click = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null
      const href = link?.getAttribute('href')
      if (!link || !href || href.startsWith('#') || link.hasAttribute('data-leave') || link.getAttribute('target'))
        return
      event.preventDefault()
      event.stopPropagation()
      setHeldHref(href)
    }
    window.addEventListener('beforeunload', beforeUnload)
    // On the window and in the capture phase: before the router's own listener on the document.
    window.addEventListener('click', click, true)
    return () => {
      window.removeEventListener('beforeunload', beforeUnload)
      window.removeEventListener('click', click, true)
      setHeldHref(null)
    }
  }, [active])
  return { heldHref, release: () => setHeldHref(null) }
}
