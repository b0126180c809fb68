import { useCallback, useEffect, useRef, useState } from 'react'
import type { CustomerStep } from '@/lib/contract/customer'
import type { Answers } from '@/lib/contract/form'
import { draftState, forgetDraft, rememberDraft, saveDraft } from './drafts'

/** Where the draft stands: nothing typed yet, on its way, kept, waiting for the network, or nobody's any more. */
export type DraftState = 'idle' | 'saving' | 'saved' | 'retrying' | 'ended'

const PAUSE_MS = 600
const RETRY_MS = 4_000

/**
 * Keeps what is typed on the server: after each pause, again when that failed, and at once when the page is left.
 * Nothing is kept in the browser's stores: the machine may be shared.
 * @returns the state to show, `note` for each change, and `hold`: while the answers are being submitted nothing is saved.
 */
export function useDraft(step: CustomerStep) {
  const [state, setState] = useState<DraftState>('idle')
  const held = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const current = useRef(step)
  current.current = step
  const stepId = step.id

  const save = useCallback(
    async (keepalive: boolean) => {
      clearTimeout(timer.current)
      if (draftState(stepId) !== 'unsaved') return
      setState('saving')
      const result = await saveDraft(stepId, keepalive)
      if (!result || held.current) return
      if (result.ok) return setState((now) => (now === 'saving' && draftState(stepId) === 'saved' ? 'saved' : now))
      const passing = result.error.code === 'NETWORK' || result.error.retryAllowed
      if (!passing) {
        forgetDraft(stepId)
        return setState(result.error.code === 'SESSION_EXPIRED' ? 'ended' : 'idle')
      }
      setState('retrying')
      timer.current = setTimeout(() => void save(false), RETRY_MS)
    },
    [stepId],
  )

  const note = useCallback(
    (answers: Answers) => {
      if (held.current) return
      rememberDraft(current.current, answers)
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void save(false), PAUSE_MS)
    },
    [save],
  )

  const hold = useCallback(
    (on: boolean) => {
      held.current = on
      clearTimeout(timer.current)
      forgetDraft(stepId)
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

  return { state, note, hold }
}
