import { useEffect, useEffectEvent, useState } from 'react'
import type { useQuestionnaire } from './use-questionnaire'

/**
 * The fields that were wrong at the last attempt and still are: what is wrong while somebody types joins them at the next one.
 * After each attempt the first of them takes the focus.
 * @returns their indexes, and `reveal`, which leads to one of them.
 */
export function useFaults(
  { fields, codes, attempts, parts }: ReturnType<typeof useQuestionnaire>,
  idOf: (index: number) => string,
) {
  const [attempted, setAttempted] = useState<readonly number[]>([])
  const [wanted, setWanted] = useState<{ index: number } | null>(null)

  const reveal = (index: number) => {
    const field = fields[index]
    if (field) parts.reveal(field)
    setWanted({ index })
  }
  const judge = useEffectEvent(() => {
    const wrong = codes.flatMap((code, index) => (code === null ? [] : [index]))
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

  return { faulty: attempted.filter((index) => codes[index] !== null), reveal }
}
