import type { ReactNode } from 'react'
import styles from './camera.module.css'

type HintProps = {
  /** What is to be done, for journeys and the look. */
  instruction: string | null
  /** What is read at the frame, and what is said to those who do not see it, where that is something else. */
  shown: ReactNode
  spoken?: ReactNode
}

/** The one thing to do now: large, at the frame; and said aloud by who reads the screen. */
export function Hint({ instruction, shown, spoken = shown }: HintProps) {
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
        {spoken}
      </p>
    </>
  )
}
