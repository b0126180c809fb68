import { type ReactNode, useEffect, useRef, useState } from 'react'
import styles from './camera.module.css'

type HintProps = {
  /** What is to be done, for journeys and the look. */
  instruction: string | null
  /** What is read at the frame, and what is said to those who do not see it, where that is something else. */
  shown: ReactNode
  spoken?: ReactNode
  /** Said without waiting for what was said before to be heard out. */
  isUrgent: boolean
}

/** What is said is heard out before the next: sentences that cut each other off help nobody. */
const HEARD_MS = 2_000
/** What still holds is said again after so long: who sees nothing takes silence for an end. */
const AGAIN_MS = 6_000
/** A sentence that is gone for so long is heard anew by who reads the screen. */
const PAUSE_MS = 300

/** The one thing to do now: large, at the frame; and said aloud by who reads the screen. */
export function Hint({ instruction, shown, spoken = shown, isUrgent }: HintProps) {
  const said = useSaidAgain(useHeardOut(spoken, isUrgent))
  return (
    <>
      <p
        className={styles.guidance}
        aria-hidden="true"
        data-testid="guidance"
        data-instruction={instruction ?? undefined}
      >
        {shown && <span>{shown}</span>}
      </p>
      <p role="status" className="visually-hidden" data-testid="spoken">
        {said}
      </p>
    </>
  )
}

/** One sentence in two seconds: of those that come in between, the last one. */
function useHeardOut(spoken: ReactNode, isUrgent: boolean): ReactNode {
  const [said, setSaid] = useState<ReactNode>(null)
  const saidAt = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    const wait = isUrgent ? 0 : saidAt.current + HEARD_MS - performance.now()
    const timer = setTimeout(() => {
      if (spoken) saidAt.current = performance.now()
      setSaid(spoken)
    }, wait)
    return () => clearTimeout(timer)
  }, [spoken, isUrgent])
  return said
}

function useSaidAgain(spoken: ReactNode): ReactNode {
  const [isPausing, setIsPausing] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another sentence is said at once, and begins anew
  useEffect(() => {
    setIsPausing(false)
    let pause: ReturnType<typeof setTimeout> | undefined
    const again = setInterval(() => {
      setIsPausing(true)
      pause = setTimeout(setIsPausing, PAUSE_MS, false)
    }, AGAIN_MS)
    return () => {
      clearInterval(again)
      clearTimeout(pause)
    }
  }, [spoken])
  return isPausing ? null : spoken
}
