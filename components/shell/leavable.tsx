'use client'

import type { ReactNode } from 'react'
import { useLeft } from './host'
import styles from './leavable.module.css'
import { Left } from './left'

type LeavableProps = {
  /** Without one there is nothing to come back to. */
  hasSession: boolean
  children: ReactNode
}

/**
 * A screen that a person may leave without anybody closing it: then what they typed is kept, out of sight, and they read that
 * they may close the page, once that is so.
 */
export function Leavable({ hasSession, children }: LeavableProps) {
  const { left, comeBack } = useLeft()
  return (
    <>
      <div className={left ? styles.away : styles.here}>{children}</div>
      <Left isShown={left} hasSession={hasSession} onBack={comeBack} />
    </>
  )
}
