import { type ReactNode, useEffect, useState } from 'react'
import styles from './camera.module.css'

type HintProps = {
  /** What is to be done, for journeys and the look. */
  instruction: string | null
  /** What is read at the frame, and what is said to those who do not see it, where that is something else. */
  shown: ReactNode
  spoken?: ReactNode
}

/** What still holds is said again after so long: who sees nothing takes silence for an end. */
const AGAIN_MS = 6_000
/** A sentence that is gone for so long is heard anew by who reads the screen. */
const PAUSE_MS = 300

/** The one thing to do now: large, at the frame; and said aloud by who reads the screen. */
export function Hint({ instruction, shown, spoken = shown }: HintProps) {
  const said = useSaidAgain(spoken)
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
