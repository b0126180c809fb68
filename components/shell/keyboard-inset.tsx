'use client'

import { useEffect } from 'react'

/**
 * Says as `--keyboard` how much of the page lies under a keyboard, for what sticks to its end. Browsers that give the page
 * less height instead (`interactive-widget`) have nothing to say here.
 */
export function KeyboardInset() {
  useEffect(() => {
    const { visualViewport: seen } = window
    if (!seen) return
    const measure = () => {
      const hidden = document.documentElement.clientHeight - seen.height - seen.offsetTop
      // Pinched, the page is larger than what is seen of it, and there need be no keyboard.
      const inset = seen.scale > 1.01 ? 0 : Math.max(0, Math.round(hidden))
      document.documentElement.style.setProperty('--keyboard', `${inset}px`)
    }
    seen.addEventListener('resize', measure)
    seen.addEventListener('scroll', measure)
    return () => {
      seen.removeEventListener('resize', measure)
      seen.removeEventListener('scroll', measure)
    }
  }, [])
  return null
}
