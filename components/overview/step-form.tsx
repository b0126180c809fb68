'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { Questionnaire } from '@/components/questionnaire/questionnaire'
import { useHost } from '@/components/shell/host'
import type { CustomerKyc, CustomerStep } from '@/lib/contract/customer'
import { currentStep } from '@/lib/journey/journey'
import { SentElsewhere, type Submission, useSentElsewhere } from './sent-elsewhere'
import { useStepTitle } from './step-title'

type StepFormProps = { step: CustomerStep; isLast: boolean; submissions: readonly Submission[]; today: string }

/** The current step's questionnaire; once it is sent, the next step or the status. */
export function StepForm({ step, isLast, submissions, today }: StepFormProps) {
  const router = useRouter()
  const tell = useHost()
  const title = useStepTitle()(step)

  useEffect(() => tell('kyc:step_started', {}, step.code), [tell, step.code])

  const { sent, sending } = useSentElsewhere(step, submissions)
  const onSubmitted = (kyc: CustomerKyc) => {
    tell('kyc:step_completed', {}, step.code)
    const next = currentStep(kyc)
    if (next) router.push(`/inapp/kyc?step=${next.code}`)
    else {
      tell('kyc:submitted')
      router.push('/inapp/kyc/status')
    }
    router.refresh()
  }
  // Drawn anew once the step was sent elsewhere: then what is there is what was sent.
  return (
    <>
      {sent && <SentElsewhere step={sent} />}
      <Questionnaire
        key={`${step.id} ${step.template_version} ${step.submission}`}
        step={step}
        title={title}
        isLast={isLast}
        today={today}
        onSending={sending}
        onSubmitted={onSubmitted}
      />
    </>
  )
}
