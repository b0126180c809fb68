'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import type { Difference } from '@/lib/journey/differences'

const Differences = dynamic(() => import('./differences').then((module) => module.Differences), { loading: () => null })

/** The questions where a document and an answer differ. Most people never get one: its code comes with the first. */
export function DifferencesToAsk({ differences }: { differences: Difference[] }) {
  const [wereAny, setWereAny] = useState(false)
  if (differences.length > 0 && !wereAny) setWereAny(true)
  return wereAny && <Differences differences={differences} />
}
