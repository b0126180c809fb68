import { type RefObject, useEffect, useRef } from 'react'

/**
 * Moves the focus to the heading when a new phase comes up; on arrival at the page it is left where it is.
 * @param phase null while something else is about to take the focus.
 * @param patience after how many milliseconds: a phase that passes sooner takes no focus from what is being said.
 */
export function usePhaseFocus(phase: string | null, patience: number): RefObject<HTMLDivElement | null> {
  const area = useRef<HTMLDivElement>(null)
  const seen = useRef(phase)
  useEffect(() => {
    if (phase === null || seen.current === phase) return
    seen.current = phase
    window.scrollTo({ top: 0 })
    const focus = () => area.current?.querySelector<HTMLElement>('[data-phase-heading]')?.focus({ preventScroll: true })
    if (patience === 0) return focus()
    const timer = setTimeout(focus, patience)
    return () => clearTimeout(timer)
  }, [phase, patience])
  return area
}
