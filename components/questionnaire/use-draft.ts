import { useCallback, useEffect, useRef, useState } from 'react'
import { callApi } from '@/components/shell/api'
import type { Answers } from '@/lib/contract/form'

/** Where the draft stands: nothing typed yet, on its way, kept, waiting for the network, or nobody's any more. */
export type DraftState = 'idle' | 'saving' | 'saved' | 'retrying' | 'ended'

const PAUSE_MS = 600
const RETRY_MS = 4_000

/**
 * What was noted last for each step in this page's life. A screen that the browser's Back brings again is drawn as it was
 * when it was left first, with an older draft.
 */
const latest = new Map<string, Answers>()

/**
 * Keeps what is typed on the server: after each pause, again when that failed, and at once when the page is left.
 * Nothing is kept in the browser's stores: the machine may be shared.
 * @returns the state to show, the answers noted last, if any, `note` for each change, and `hold`: while the answers are being submitted nothing is saved.
 */
export function useDraft(stepId: string) {
  const [state, setState] = useState<DraftState>('idle')
  const unsaved = useRef<Answers | null>(null)
  const held = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const save = useCallback(
    async (keepalive: boolean) => {
      clearTimeout(timer.current)
      const answers = unsaved.current
      if (answers === null) return
      unsaved.current = null
      setState('saving')
      const result = await callApi(`/inapp/api/steps/${stepId}/draft`, { method: 'PUT', body: { answers }, keepalive })
      if (result.ok) return setState((now) => (now === 'saving' && unsaved.current === null ? 'saved' : now))
      const passing = result.error.code === 'NETWORK' || result.error.retryAllowed
      if (!passing) return setState(result.error.code === 'SESSION_EXPIRED' ? 'ended' : 'idle')
      unsaved.current ??= answers
      setState('retrying')
      timer.current = setTimeout(() => void save(false), RETRY_MS)
    },
    [stepId],
  )

  const note = useCallback(
    (answers: Answers) => {
      if (held.current) return
      latest.set(stepId, answers)
      unsaved.current = answers
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void save(false), PAUSE_MS)
    },
    [save, stepId],
  )

  const hold = useCallback(
    (on: boolean) => {
      held.current = on
      clearTimeout(timer.current)
      unsaved.current = null
      latest.delete(stepId)
    },
    [stepId],
  )

  useEffect(() => {
    const flush = () => void save(true)
    const onHide = () => document.visibilityState === 'hidden' && flush()
    window.addEventListener('pagehide', flush)
    document.addEventListener('visibilitychange', onHide)
    return () => {
      window.removeEventListener('pagehide', flush)
      document.removeEventListener('visibilitychange', onHide)
      flush()
    }
  }, [save])

  return { state, latest: latest.get(stepId) ?? null, note, hold }
}
