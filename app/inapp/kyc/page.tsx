import { AllDone } from '@/components/overview/all-done'
import { FirstOnly } from '@/components/overview/first-only'
import { LockedStep } from '@/components/overview/locked-step'
import { Overview } from '@/components/overview/overview'
import { StepForm } from '@/components/overview/step-form'
import { Trust } from '@/components/overview/trust'
import { TellOnShow } from '@/components/shell/host'
import { LiveUpdates } from '@/components/shell/later'
import { DifferencesToAsk } from '@/components/status/differences-to-ask'
import { countriesElsewhere } from '@/lib/journey/countries-elsewhere'
import { differencesOf } from '@/lib/journey/differences'
import { extractedFor } from '@/lib/journey/extracted-for'
import { currentStep, isLastStep, isNew, lockedStep, previousStep } from '@/lib/journey/journey'
import { termsOf } from '@/lib/server/known-brands'
import { readBrand } from '@/lib/server/read-brand'
import { type Ready, renderScreen, type ScreenProps } from './screen'

/** The KYC verification screen (docs/requirements/ctrader.md#screens). */
export default function KycPage({ searchParams }: ScreenProps) {
  return renderScreen(
    searchParams,
    { path: '/inapp/kyc', screen: 'kyc', stepOf: stepShown, backHref: addressBefore, width: 'wide' },
    ({ kyc, params, session }) => {
      const step = currentStep(kyc, params.step)
      const [here = [], elsewhere = []] = [true, false].map((isHere) =>
        differencesOf(kyc).filter((difference) => (difference.step.id === step?.id) === isHere),
      )
      const locked = lockedStep(kyc, params.step)
      return (
        <>
          <Overview
            kyc={kyc}
            terms={termsOf(session.identity.brand)}
            tradingLogin={session.identity.trading_login}
            currentCode={step?.code ?? null}
          >
            {isNew(kyc) && step && (
              <FirstOnly>
                <Trust brand={readBrand(session.identity.brand)} />
              </FirstOnly>
            )}
            {locked && <LockedStep step={locked} />}
            <DifferencesToAsk differences={elsewhere} />
            {step ? (
              <StepForm
                step={step}
                isLast={isLastStep(kyc, step)}
                submissions={kyc.steps.map(({ id, code, title, submission }) => ({ id, code, title, submission }))}
                extracted={extractedFor(kyc.steps, step)}
                countries={countriesElsewhere(kyc.steps, step)}
                differences={here}
                today={new Date().toISOString().slice(0, 10)}
              />
            ) : (
              <AllDone kyc={kyc} />
            )}
          </Overview>
          {step && <TellOnShow type="kyc:started" />}
          <LiveUpdates version={kyc.version} status={kyc.status} />
        </>
      )
    },
  )
}

function stepShown({ kyc, params }: Ready) {
  return currentStep(kyc, params.step)
}

/** Back leads to the step before; from the first one it leaves. */
function addressBefore({ kyc, params }: Ready): string | null {
  const before = previousStep(kyc, currentStep(kyc, params.step))
  return before && `/inapp/kyc?step=${before.code}`
}
