'use client'

import { useTranslations } from 'next-intl'
import { useId, useRef, useState } from 'react'
import { useFieldLabel } from '@/components/fields/field-text'
import { Card } from '@/components/ui/card'
import { Notice } from '@/components/ui/notice'
import type { ResolveDifferenceRequest } from '@/lib/contract/pictures/differences'
import type { Difference } from '@/lib/journey/differences'
import { DifferenceQuestion } from './difference-question'
import styles from './differences.module.css'

/** Asks which is right where a document and an answer differ: what the document says, or what was entered. */
export function Differences({ differences }: { differences: Difference[] }) {
  const t = useTranslations('status.difference')
  const id = useId()
  const heading = useRef<HTMLHeadingElement>(null)
  const [thanks, setThanks] = useState<ResolveDifferenceRequest['resolution'] | null>(null)
  const onResolved = (resolution: ResolveDifferenceRequest['resolution']) => {
    setThanks(resolution)
    heading.current?.focus()
  }
  if (differences.length === 0 && thanks === null) return null
  return (
    <section aria-labelledby={id} className={styles.differences}>
      <h2 id={id} ref={heading} tabIndex={-1}>
        {t(differences.length > 0 ? 'title' : 'thanks')}
      </h2>
      <div role="status">{thanks && <Notice tone="good">{t(thanks)}</Notice>}</div>
      <ul>
        {differences.map((difference) => (
          <li key={`${difference.document.id} ${difference.field.name}`}>
            <Question difference={difference} onResolved={onResolved} />
          </li>
        ))}
      </ul>
    </section>
  )
}

type QuestionProps = {
  difference: Difference
  onResolved: (resolution: ResolveDifferenceRequest['resolution']) => void
}

function Question({ difference, onResolved }: QuestionProps) {
  const label = useFieldLabel()(difference.field)
  return (
    <Card className={styles.card}>
      <h3>
        <bdi>{label}</bdi>
      </h3>
      <DifferenceQuestion difference={difference} onResolved={onResolved} />
    </Card>
  )
}
