import { type ComponentType, useEffect, useId, useRef, useState, useSyncExternalStore } from 'react'
import type { NamedCountry } from '@/lib/i18n/country-names'
import type { CountrySheetProps } from './country-sheet'

const load = () => import('./country-sheet').then((module) => module.CountrySheet)

/** Once the page is there the sheet comes too: a network may be gone when it is wanted. */
const QUIET_MS = 1_500
const prepare = () => void load().catch(() => {})

/** Whether the person asked for the platform's own lists: from then on, as long as the page lives, all of them are. */
let isNative = false
const watchers = new Set<() => void>()
const watch = (watcher: () => void) => {
  watchers.add(watcher)
  return () => void watchers.delete(watcher)
}
function preferNative(): void {
  isNative = true
  for (const watcher of watchers) watcher()
}

type Drawing = Omit<CountrySheetProps, 'id' | 'likely' | 'typed' | 'onClose' | 'onNative' | 'beside'> & {
  countries: readonly NamedCountry[]
}

/** The sheet behind a button: its code comes when it is needed. Where that cannot be had, the platform's own list is there. */
export function useCountrySheet() {
  const id = useId()
  const [Sheet, setSheet] = useState<ComponentType<CountrySheetProps> | null>(null)
  const [opened, setOpened] = useState<{ likely: readonly string[]; typed: string; beside: Element | null } | null>(
    null,
  )
  const native = useSyncExternalStore(
    watch,
    () => isNative,
    () => false,
  )
  const mounted = useRef(true)
  useEffect(() => {
    mounted.current = true
    const timer = setTimeout(prepare, QUIET_MS)
    return () => {
      mounted.current = false
      clearTimeout(timer)
    }
  }, [])
  /** What is typed while the sheet is still on its way. */
  const ahead = useRef<string | null>(null)
  const open = async (likelyOnes: () => Promise<readonly string[]>, typed: string) => {
    const isOnItsWay = ahead.current !== null
    ahead.current = (ahead.current ?? '') + typed
    if (isOnItsWay) return
    const beside = document.activeElement
    const [component, likely] = await Promise.all([load().catch(() => null), likelyOnes()])
    const text = ahead.current
    ahead.current = null
    if (!mounted.current) return
    if (!component) return preferNative()
    setSheet(() => component)
    setOpened({ likely, typed: text, beside })
  }
  const draw = (drawing: Drawing) =>
    Sheet &&
    opened && (
      <Sheet
        {...{ ...drawing, ...opened, id }}
        onClose={() => setOpened(null)}
        onNative={() => {
          setOpened(null)
          preferNative()
          // The list stands where the button stood.
          requestAnimationFrame(() => document.getElementById(opened.beside?.id ?? '')?.focus())
        }}
      />
    )
  return { id, isOpen: opened !== null, isNative: native, prepare, open, draw }
}
