import { type RefObject, useEffect, useRef } from 'react'

/** Moves the focus to the heading when a new phase comes up; on arrival at the page it is left where it is. */
export function usePhaseFocus(phase: string): RefObject<HTMLDivElement | null> {
  const area = useRef<HTMLDivElement>(null)
  const seen = useRef(phase)
  useEffect(() => {
    if (seen.current === phase) return
    seen.current = phase
    area.current?.querySelector<HTMLElement>('[data-phase-heading]')?.focus({ preventScroll: true })
    window.scrollTo({ top: 0 })
  }, [phase])
  return area
}
