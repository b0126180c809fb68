import { type RefObject, useCallback, useRef, useState } from 'react'
import type { Rehearsal } from '@/lib/contract/rehearsal'
import { SCENARIOS, type Scenario, type ScenarioName } from './scenarios'
import { createStage } from './stage'
import { requestRehearsal } from './stand-ins'

/**
 * Plays one scenario of the deck at a time: another one, or closing the screens, ends it.
 * @param open shows a scenario's screen to its new person; called once they are there.
 */
export function useScenario(
  frame: RefObject<HTMLIFrameElement | null>,
  open: (scenario: Scenario, rehearsal: Rehearsal) => void,
) {
  const [playing, setPlaying] = useState<ScenarioName | null>(null)
  const [failed, setFailed] = useState(false)
  const run = useRef(0)

  const stop = useCallback(() => {
    run.current += 1
    setPlaying(null)
  }, [])

  const play = async (name: ScenarioName) => {
    stop()
    const own = run.current
    const isCurrent = () => run.current === own
    setPlaying(name)
    setFailed(false)
    const scenario: Scenario = SCENARIOS[name]
    const stage = createStage(() => (isCurrent() ? frame.current : null), isCurrent)
    try {
      const rehearsal = await requestRehearsal(scenario)
      if (!isCurrent()) return
      open(scenario, rehearsal)
      await scenario.play?.(stage)
    } catch {
      // Whoever ends it knows that it has ended.
      if (isCurrent()) setFailed(true)
    } finally {
      stage.end()
      if (isCurrent()) setPlaying(null)
    }
  }
  return { playing, failed, play, stop }
}
