import type { ComponentProps } from 'react'
import styles from './card.module.css'

/** A surface that holds one matter. */
export function Card({ className, ...rest }: ComponentProps<'section'>) {
  return <section {...rest} className={[styles.card, className].filter(Boolean).join(' ')} />
}
