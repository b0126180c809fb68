import { useState } from 'react'
import type { Answers, Field } from '@/lib/contract/form'
import type { Difference } from '@/lib/journey/differences'

/** A difference that is asked in the form, and whether the server still knows of it. */
export type AskedDifference = { difference: Difference; isStanding: boolean; takesFocus: boolean }

/**
 * Where documents say otherwise than the answers of this form. It asks those that it began with; what is read later moves
 * nothing under the person's finger, and is asked at the next press of the form's button.
 */
export function useDifferences(differences: readonly Difference[], answers: Answers) {
  const [asked, setAsked] = useState(differences)
  const [focused, setFocused] = useState<string | null>(null)
  /** Asks what has come since of these fields. @returns the first of them, null for none: the press may go on. */
  const ask = (fields: readonly Field[]): Field | null => {
    const names = fields.map(({ name }) => name)
    const fresh = differences.filter(
      (one) =>
        names.includes(one.field.name) && answers[one.field.name] === one.answer && !asked.some(isOn(one.field.name)),
    )
    const [first] = fresh
    if (!first) return null
    setAsked([...asked, ...fresh])
    setFocused(first.field.name)
    return fields.find(({ name }) => name === first.field.name) ?? null
  }
  const of = ({ name }: Field): AskedDifference | null => {
    const known = asked.find(isOn(name))
    if (!known) return null
    const standing = differences.find(isOn(name))
    return { difference: standing ?? known, isStanding: standing !== undefined, takesFocus: focused === name }
  }
  return { of, ask }
}

function isOn(name: string) {
  return ({ field }: Difference) => field.name === name
}
