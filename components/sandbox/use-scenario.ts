import { type RefObject, useCallback, useRef, useState } from 'react'
import type { ScenarioStart } from '@/lib/contract/host/scenario'
import { SCENARIOS, type Scenario, type ScenarioName } from './scenarios'
import { createStage } from './stage'
import { startScenario } from './stand-ins'

/**
 * Plays one scenario at a time: another one, or closing the screens, ends it.
 * @param open shows a scenario's screen to its new person; called once they are there.
 */
export function useScenario(
  frame: RefObject<HTMLIFrameElement | null>,
  open: (scenario: Scenario, start: ScenarioStart) => void,
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
      const start = await startScenario(scenario)
      if (!isCurrent()) return
      open(scenario, start)
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
