'use client'

import { createContext, type ReactNode, type RefObject, useContext, useEffect, useRef } from 'react'

type Back = () => void
const WayBackContext = createContext<RefObject<Back | null>>({ current: null })

/** Around the screens: lets what stands inside one go back by itself, before Back leaves it. */
export function WayBackProvider({ children }: { children: ReactNode }) {
  const inside = useRef<Back | null>(null)
  return <WayBackContext value={inside}>{children}</WayBackContext>
}

/** What Back does while `back` is given; null where it leaves the screen. */
export function useWayBack(back: Back | null): void {
  const inside = useContext(WayBackContext)
  useEffect(() => {
    inside.current = back
    return () => {
      if (inside.current === back) inside.current = null
    }
  }, [inside, back])
}

/** What Back does inside the screen that is shown, asked when it is pressed. */
export function useBackInside(): RefObject<Back | null> {
  return useContext(WayBackContext)
}
