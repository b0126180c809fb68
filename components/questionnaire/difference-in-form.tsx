import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { useFieldLabel } from '@/components/fields/field-text'
import { DifferenceQuestion } from '@/components/status/difference-question'
import styles from '@/components/status/differences.module.css'
import type { Answer } from '@/lib/contract/form'
import type { AskedDifference } from './use-differences'

type DifferenceInFormProps = AskedDifference & {
  /** The answer as it stands in the form. */
  answer: Answer | undefined
  onUse: (read: string) => void
}

type Resolved = { as: 'corrected' | 'kept'; height: number }

/**
 * Asks below a field which is right, what its document says or what was entered. Once that is said, the thanks have the
 * place that the question had: nothing moves.
 */
export function DifferenceInForm({ difference, isStanding, takesFocus, answer, onUse }: DifferenceInFormProps) {
  const t = useTranslations('status.difference')
  const label = useFieldLabel()(difference.field)
  const element = useRef<HTMLElement>(null)
  const [resolved, setResolved] = useState<Resolved | null>(null)
  useEffect(() => {
    if (takesFocus) element.current?.focus()
  }, [takesFocus])

  const resolve = (as: Resolved['as']) => {
    setResolved({ as, height: element.current?.offsetHeight ?? 0 })
    // What had the focus is gone.
    element.current?.focus({ preventScroll: true })
  }

  const resultOf = { corrected: difference.read, kept: difference.answer }
  const isThanked = resolved !== null && answer === resultOf[resolved.as]
  if (!isThanked && !(isStanding && answer === difference.answer)) return null
  return (
    <section
      ref={element}
      aria-label={label}
      tabIndex={-1}
      className={styles.inForm}
      style={isThanked ? { minBlockSize: resolved.height } : undefined}
    >
      {isThanked ? (
        <p role="status">{t(resolved.as)}</p>
      ) : (
        <DifferenceQuestion difference={difference} onUse={onUse} onResolved={resolve} />
      )}
    </section>
  )
}
