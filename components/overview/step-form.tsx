'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { Questionnaire } from '@/components/questionnaire/questionnaire'
import { useHost } from '@/components/shell/host'
import type { CustomerKyc, CustomerStep } from '@/lib/contract/customer'
import { currentStep } from '@/lib/journey/journey'
import { useStepTitle } from './step-title'

/** The current step's questionnaire; once it is sent, the next step or the status. */
export function StepForm({ step, today }: { step: CustomerStep; today: string }) {
  const router = useRouter()
  const tell = useHost()
  const title = useStepTitle()(step)

  useEffect(() => tell('kyc:step_started', {}, step.code), [tell, step.code])

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
  return (
    <Questionnaire
      key={`${step.id} ${step.template_version}`}
      step={step}
      title={title}
      today={today}
      onSubmitted={onSubmitted}
    />
  )
}
