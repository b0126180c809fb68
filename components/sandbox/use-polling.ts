import { useCallback, useEffect, useState } from 'react'

const EVERY_MS = 1_500

/** Asks again and again while the page is seen; `refresh` asks at once. What fails leaves the last answer standing. */
export function usePolling<Value>(ask: () => Promise<Value | null>): {
  value: Value | null
  refresh: () => Promise<void>
} {
  const [value, setValue] = useState<Value | null>(null)
  const refresh = useCallback(async () => {
    const answer = await ask().catch(() => null)
    if (answer !== null) setValue(answer)
  }, [ask])
  useEffect(() => {
    void refresh()
    const timer = setInterval(() => document.visibilityState === 'visible' && void refresh(), EVERY_MS)
    return () => clearInterval(timer)
  }, [refresh])
  return { value, refresh }
}
