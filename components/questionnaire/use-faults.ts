import { useLocale } from 'next-intl'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { inNameOrder } from '@/lib/form/name-order'
import type { useQuestionnaire } from './use-questionnaire'

/**
 * The fields that were wrong at the last attempt and still are: what is wrong while somebody types joins them at the next one.
 * After each attempt the first of them takes the focus, and as much of the summary is seen as fits above it.
 * @returns their indexes, in the order in which they stand in the form, the summary's place, and `reveal`, which leads to one of them.
 */
export function useFaults(
  { fields, codes, attempts, parts }: ReturnType<typeof useQuestionnaire>,
  idOf: (index: number) => string,
) {
  const language = useLocale()
  const [attempted, setAttempted] = useState<readonly number[]>([])
  const [wanted, setWanted] = useState<{ index: number } | null>(null)

  const reveal = (index: number) => {
    const field = fields[index]
    if (field) parts.reveal(field)
    setWanted({ index })
  }
  const judge = useEffectEvent(() => {
    const wrong = inNameOrder(fields, language)
      .map((field) => fields.indexOf(field))
      .filter((index) => codes[index] !== null)
    setAttempted(wrong)
    if (wrong[0] !== undefined) reveal(wrong[0])
  })
  useEffect(() => {
    if (attempts > 0) judge()
  }, [attempts])

  const focus = useEffectEvent((index: number) => {
    const control = document.getElementById(idOf(index))
    const wrong = control?.closest('[data-field]')?.querySelector<HTMLElement>('[aria-invalid="true"]')
    const target = wrong ?? control
    target?.focus()
  })
  // Once the part that has it is seen.
  useEffect(() => {
    if (wanted) focus(wanted.index)
  }, [wanted])

  const summary = useRef<HTMLDivElement>(null)
  // After the focus, which has gone to its field, and remains in sight there.
  useEffect(() => {
    if (attempted.length === 0) return
    summary.current?.scrollIntoView({ block: 'start' })
    document.activeElement?.scrollIntoView({ block: 'nearest' })
  }, [attempted])

  return { summary, faulty: attempted.filter((index) => codes[index] !== null), reveal }
}
