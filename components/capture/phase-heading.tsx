import type { ReactNode } from 'react'
import styles from './phase.module.css'

type PhaseHeadingProps = {
  title: ReactNode
  /** Above it: which document this is about. */
  over?: ReactNode
  children?: ReactNode
}

/** The heading of a phase, to which the focus moves, with its sentence. */
export function PhaseHeading({ title, over, children }: PhaseHeadingProps) {
  return (
    <header className={styles.heading}>
      {over && <p className={styles.over}>{over}</p>}
      <h1 tabIndex={-1} data-phase-heading="" className={styles.title}>
        {title}
      </h1>
      {children && <p className={styles.lead}>{children}</p>}
    </header>
  )
}
