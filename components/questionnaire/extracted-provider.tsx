'use client'

import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { Answer, Field } from '@/lib/contract/form'
import { offeredAnswers } from '@/lib/form/prefill'
import type { ExtractedForStep } from '@/lib/journey/extracted-for'

const ExtractedContext = createContext<ExtractedForStep>({ values: {}, letters: {}, isBeingRead: false })

/** What was read from the person's documents, for the step inside. */
export function ExtractedProvider({ extracted, children }: { extracted: ExtractedForStep; children: ReactNode }) {
  // A screen that is drawn anew brings the same values in another object.
  const text = JSON.stringify(extracted)
  const value = useMemo((): ExtractedForStep => JSON.parse(text), [text])
  return <ExtractedContext value={value}>{children}</ExtractedContext>
}

export function useExtracted(): ExtractedForStep {
  return useContext(ExtractedContext)
}

/** What the document answers to a field. Undefined when nothing. */
export function useOffered(field: Field): Answer | undefined {
  return offeredAnswers([field], useExtracted().values)[field.name]
}
