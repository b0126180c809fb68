'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { Notice } from '@/components/ui/notice'
import type { CustomerStep } from '@/lib/contract/customer'
import { useStepTitle } from './step-title'

export type Submission = Pick<CustomerStep, 'id' | 'code' | 'title' | 'submission'>

/**
 * Notices that the step that was drawn here has been submitted in another tab or on another device.
 * @param submissions how often each step was submitted.
 * @returns that step, until the person goes on to another one, and `sending`, to be told of each submission from here.
 */
export function useSentElsewhere(step: CustomerStep, submissions: readonly Submission[]) {
  const [sent, setSent] = useState<Submission | null>(null)
  const drawn = useRef<Submission>(step)
  const sentHere = useRef<Submission>(null)
  useEffect(() => {
    const before = drawn.current
    drawn.current = step
    const now = submissions.find(({ id }) => id === before.id)
    if (now && now.submission > before.submission && !isSame(sentHere.current, before)) setSent(now)
    else if (before.id !== step.id) setSent(null)
  }, [step, submissions])
  const sending = (isOnItsWay: boolean) => {
    sentHere.current = isOnItsWay ? step : null
  }
  return { sent, sending }
}

function isSame(one: Submission | null, other: Submission): boolean {
  return one?.id === other.id && one.submission === other.submission
}

/** What was drawn here was submitted meanwhile: the form now shows what is left to do. */
export function SentElsewhere({ step }: { step: Submission }) {
  const t = useTranslations('kyc')
  const title = useStepTitle()(step)
  return <Notice role="status">{t('sentElsewhere', { step: title })}</Notice>
}
