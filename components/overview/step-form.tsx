'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { CountriesContext } from '@/components/fields/countries/answers-context'
import { ExtractedProvider } from '@/components/questionnaire/extracted-provider'
import { Questionnaire } from '@/components/questionnaire/questionnaire'
import { useCheck } from '@/components/questionnaire/use-check'
import { useHost } from '@/components/shell/host'
import type { CustomerKyc, CustomerStep } from '@/lib/contract/customer'
import type { Difference } from '@/lib/journey/differences'
import type { ExtractedForStep } from '@/lib/journey/extracted-for'
import { currentStep } from '@/lib/journey/journey'
import { SentElsewhere, type Submission, useSentElsewhere } from './sent-elsewhere'
import { useStepTitle } from './step-title'

type StepFormProps = {
  step: CustomerStep
  isLast: boolean
  submissions: readonly Submission[]
  /** What was read from the person's documents. */
  extracted: ExtractedForStep
  /** The countries that the person has named or shown in other steps. */
  countries: readonly (string | null | undefined)[]
  /** Where documents say otherwise than its answers. */
  differences: readonly Difference[]
  today: string
}

/** The current step's questionnaire; once it is sent, the next step or the status. */
export function StepForm({ step, isLast, submissions, extracted, countries, differences, today }: StepFormProps) {
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
  const key = `${step.id} ${step.template_version} ${step.submission}`
  const checked = useCheck(step, extracted, key)
  // Drawn anew once the step was sent elsewhere: then what is there is what was sent.
  return (
    <>
      {sent && <SentElsewhere step={sent} />}
      <ExtractedProvider extracted={extracted}>
        <CountriesContext value={countries}>
          <Questionnaire
            key={key}
            step={checked}
            title={title}
            isLast={isLast}
            today={today}
            differences={differences}
            onSending={sending}
            onSubmitted={onSubmitted}
          />
        </CountriesContext>
      </ExtractedProvider>
    </>
  )
}
