'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { useEffect } from 'react'

/** The screen that this page showed last; null on the first one, where the browser has the focus where it should be. */
let shown: string | null = null

/**
 * Moves the focus to the heading of a screen, or of a step, that comes after another one: there it is read out, and seen.
 * Not where the screen is about to open something that takes it.
 */
export function ArrivalFocus() {
  const here = `${usePathname()} ${useSearchParams().get('step')}`
  useEffect(() => {
    const before = shown
    shown = here
    if (before === null || before === here) return
    const main = document.getElementById('main')
    if (main?.querySelector('[data-opening]')) return
    const heading = main?.querySelector<HTMLElement>('[data-arrival]') ?? main?.querySelector<HTMLElement>('h1')
    if (heading) heading.tabIndex = -1
    heading?.focus({ preventScroll: true })
    // Where the last screen was scrolled, nobody begins to read.
    if (heading && heading.getBoundingClientRect().top < 0) window.scrollTo({ top: 0, behavior: 'instant' })
  }, [here])
  return null
}
