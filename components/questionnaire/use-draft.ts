import { useCallback, useEffect, useRef, useState } from 'react'
import type { CustomerStep } from '@/lib/contract/customer'
import type { Answers } from '@/lib/contract/form'
import { isTransient, type Saving } from '@/lib/form/drafts'
import { useDrafts } from './drafts-provider'

/** Where the draft stands: nothing typed yet, on its way, kept, waiting for the network, or nobody's any more. */
export type DraftState = 'idle' | 'saving' | 'saved' | 'retrying' | 'ended'

const PAUSE_MS = 600
const RETRY_MS = 4_000

/**
 * Keeps what is typed on the server: after each pause, again when that failed, and at once when the page is left.
 * Nothing is kept in the browser's stores: the machine may be shared.
 * @returns the state to show, `note` for each change, and `hold`: while the answers are being submitted nothing is saved,
 * unless the page is left.
 */
export function useDraft(step: CustomerStep) {
  const drafts = useDrafts()
  const [state, setState] = useState<DraftState>('idle')
  const held = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const current = useRef(step)
  current.current = step
  const stepId = step.id

  const save = useCallback(
    async (saving: Saving = {}) => {
      clearTimeout(timer.current)
      if (drafts.state(stepId) !== 'unsaved') return
      if (!held.current) setState('saving')
      const result = await drafts.save(stepId, saving)
      if (!result || held.current) return
      if (isTransient(result)) {
        setState('retrying')
        timer.current = setTimeout(save, RETRY_MS)
      } else if (!result.ok) setState(result.error.code === 'SESSION_EXPIRED' ? 'ended' : 'idle')
      else setState((now) => (now === 'saving' && drafts.state(stepId) === 'saved' ? 'saved' : now))
    },
    [drafts, stepId],
  )

  const note = useCallback(
    (answers: Answers) => {
      drafts.remember(current.current, answers)
      clearTimeout(timer.current)
      if (!held.current) timer.current = setTimeout(save, PAUSE_MS)
    },
    [drafts, save],
  )

  const hold = useCallback((on: boolean) => {
    held.current = on
    clearTimeout(timer.current)
  }, [])

  useEffect(() => {
    const leavePage = () => void save({ keepalive: true, atOnce: true })
    const onHide = () => document.visibilityState === 'hidden' && leavePage()
    window.addEventListener('pagehide', leavePage)
    document.addEventListener('visibilitychange', onHide)
    return () => {
      window.removeEventListener('pagehide', leavePage)
      document.removeEventListener('visibilitychange', onHide)
      void save({ keepalive: true })
    }
  }, [save])

  return { state, note, hold }
}
