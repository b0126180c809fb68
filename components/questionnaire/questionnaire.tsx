'use client'

import dynamic from 'next/dynamic'
import { useFormatter, useTranslations } from 'next-intl'
import { useCallback, useEffect, useId, useRef } from 'react'
import { useQueuedUploads } from '@/components/capture/upload/upload-queue-provider'
import { leads } from '@/components/fields/document/leads'
import { useFieldLabel } from '@/components/fields/field-text'
import { ProofsContext } from '@/components/fields/proofs'
import type { ApiError } from '@/components/shell/api'
import { useHost } from '@/components/shell/host'
import { LeaveButton } from '@/components/shell/leave'
import { Button, ButtonLink } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { CustomerKyc, CustomerStep } from '@/lib/contract/customer'
import type { Field } from '@/lib/contract/form'
import type { Difference } from '@/lib/journey/differences'
import { isCorrectable, isOpen } from '@/lib/journey/journey'
import { DraftNote } from './draft-note'
import { goOnAtEnter, useEnterKeyHints } from './enter-key'
import { ErrorSummary } from './error-summary'
import { useExtracted } from './extracted-provider'
import styles from './questionnaire.module.css'
import { Sections } from './sections'
import { useFaults } from './use-faults'
import { CHANGED } from './use-others'
import type { Parts } from './use-parts'
import { useQuestionnaire } from './use-questionnaire'

const Question = dynamic(() => import('@/components/overview/question').then((module) => module.Question), {
  loading: () => null,
})
const TeamMessage = dynamic(() => import('@/components/overview/team-message').then((module) => module.TeamMessage), {
  loading: () => null,
})
const Unchanged = dynamic(() => import('./unchanged').then((module) => module.Unchanged), { loading: () => null })
const VersionsNote = dynamic(() => import('./versions-note').then((module) => module.VersionsNote), {
  loading: () => null,
})

type QuestionnaireProps = {
  step: CustomerStep
  title: string
  /** Whether it is all that is left: what was given goes to review with it. */
  isLast: boolean
  /** The ISO date of the server; dates and ages are judged by the person's own. */
  today: string
  /** Where documents say otherwise than the answers of this step. */
  differences: readonly Difference[]
  /** True when the answers leave, false when they were refused. */
  onSending: (isOnItsWay: boolean) => void
  onSubmitted: (kyc: CustomerKyc) => void
}

/** A step's form, drawn from its `form_schema`: saved while typing, checked by the same rules as on the server. */
export function Questionnaire({ step, title, isLast, today, differences, onSending, onSubmitted }: QuestionnaireProps) {
  const element = useRef<HTMLFormElement>(null)
  const goOn = useCallback(() => element.current?.requestSubmit(), [])
  const questionnaire = useQuestionnaire({ step, today, differences, goOn, onSending, onSubmitted })
  const { fields, failure, others, parts, proofs, form } = questionnaire
  const { isSubmitting } = form.formState
  const isDocumentFirst = useIsDocumentFirst(step, questionnaire)
  const leadsElsewhere = failure !== null && leadsNowhere(failure)
  const baseId = useId()
  const idOf = (index: number) => `${baseId}-${index}`
  const { faulty, summary, reveal } = useFaults(questionnaire, idOf)
  useEnterKeyHints(element, () => parts.fieldsBeforeNext() !== null)

  const tell = useHost()
  const code = failure?.code
  useEffect(() => {
    if (code) tell('kyc:error', { code }, step.code)
  }, [tell, code, step.code])

  return (
    <form
      ref={element}
      noValidate
      className={styles.form}
      onSubmit={(event) => void questionnaire.submit(event)}
      onKeyDown={goOnAtEnter}
    >
      <Header title={title} questionnaire={questionnaire} />
      <Remarks step={step} />
      {others.versions && <VersionsNote versions={others.versions} swap={others.swap} fields={fields} />}
      {faulty.length > 0 && !isSubmitting && (
        <div ref={summary}>
          <ErrorSummary {...{ fields, faulty, idOf }} onChoose={reveal} />
        </div>
      )}
      <ProofsContext value={proofs.context}>
        <Sections questionnaire={questionnaire} step={step} idOf={idOf} />
      </ProofsContext>
      <FilledIn fields={questionnaire.filledIn} />
      <div className={styles.actions}>
        <div role="alert" className={styles.failure}>
          {failure && !isSubmitting && <Failure failure={failure} />}
          {step.rejection && (
            <Unchanged isAsked={questionnaire.asksChange && !isSubmitting} onSend={questionnaire.sendUnchanged} />
          )}
        </div>
        <Button
          type="submit"
          wide
          kind={isDocumentFirst || leadsElsewhere ? 'secondary' : 'primary'}
          pending={isSubmitting}
        >
          <ButtonWords {...{ parts, isSubmitting, isLast }} isCodeNext={proofs.isUnasked} step={step} />
        </Button>
      </div>
    </form>
  )
}

/** Whether a document that leads its form is neither there nor on its way: its own button is the main one until then. */
function useIsDocumentFirst(step: CustomerStep, { fields, answers, isVisible }: ReturnType<typeof useQuestionnaire>) {
  const uploads = useQueuedUploads()
  const isGiven = ({ name }: Field) =>
    answers[name] !== undefined ||
    uploads.some(({ place, outcome }) => place.stepId === step.id && place.field === name && outcome?.ok !== false)
  return fields.some((field) => leads(field) && isVisible(field) && !isGiven(field))
}

/** The step's title, which part of it this is, and whether what is typed is kept. */
function Header({ title, questionnaire }: { title: string; questionnaire: ReturnType<typeof useQuestionnaire> }) {
  const t = useTranslations('questionnaire')
  const { parts, draft } = questionnaire
  const isReading = useIsReading(questionnaire)
  const heading = useRef<HTMLHeadingElement>(null)
  const seen = useRef(parts.shown)
  // Another part is another screen: it begins at its top, and its heading is read out.
  useEffect(() => {
    if (seen.current === parts.shown) return
    seen.current = parts.shown
    window.scrollTo({ top: 0 })
    heading.current?.focus()
  }, [parts.shown])
  return (
    <header className={styles.header}>
      <h2 ref={heading} tabIndex={-1} data-arrival="">
        <bdi>{title}</bdi>{' '}
        {parts.count > 1 && (
          <span className={styles.part}>{t('part', { number: parts.number, count: parts.count })}</span>
        )}
      </h2>
      <DraftNote state={draft} isReading={isReading} />
    </header>
  )
}

/** Whether something that is empty may still be filled in from a document. */
function useIsReading({ fields, answers, isVisible }: ReturnType<typeof useQuestionnaire>): boolean {
  const { isBeingRead } = useExtracted()
  const isAwaited = (field: Field) => field.prefill_from !== undefined && isVisible(field)
  return isBeingRead && fields.some((field) => isAwaited(field) && answers[field.name] === undefined)
}

/** Says which fields have been filled in to those who do not see it. */
function FilledIn({ fields }: { fields: readonly Field[] }) {
  const t = useTranslations('fields')
  const label = useFieldLabel()
  return (
    <p role="status" className="visually-hidden">
      {fields.length > 0 && `${t('readFromDocument')}: ${fields.map(label).join(', ')}`}
    </p>
  )
}

/** What the team says of the step. */
function Remarks({ step }: { step: CustomerStep }) {
  const t = useTranslations('questionnaire')
  const reasons = useTranslations('reasons')
  const format = useFormatter()
  const day = (date: string) => format.dateTime(new Date(`${date}T00:00:00Z`), { dateStyle: 'long', timeZone: 'UTC' })
  return (
    <>
      {step.question && <Question question={step.question} />}
      {isOpen(step) && step.refresh_by && <Notice>{t('refresh', { date: day(step.refresh_by) })}</Notice>}
      {isCorrectable(step) && <Notice>{t('inReview')}</Notice>}
      {step.rejection && (
        <Notice tone="warn" title={t('sentBack')}>
          {reasons(step.rejection.reason_code)}
          <TeamMessage message={step.rejection.message} />
        </Notice>
      )}
    </>
  )
}

type ButtonWordsProps = {
  parts: Parts
  step: CustomerStep
  isLast: boolean
  isSubmitting: boolean
  /** Whether a code is sent first. */
  isCodeNext: boolean
}

/** What a press does: on a small screen it may lead to the next part. */
function ButtonWords({ parts, step, isLast, isSubmitting, isCodeNext }: ButtonWordsProps) {
  const t = useTranslations('questionnaire')
  const verify = useTranslations('fields.verify')
  if (isSubmitting) return t('sending')
  const words = t(isCorrectable(step) ? 'sendCorrection' : isLast ? 'submitLast' : 'submit')
  const press = isCodeNext ? verify('send') : words
  if (parts.isLast) return press
  return (
    <>
      <span className={styles.allAtOnce}>{press}</span>
      <span className={styles.inParts}>{t('submit')}</span>
    </>
  )
}

/** Whether sending again does not help: the main button is then the way out. */
function leadsNowhere({ code, reason }: ApiError): boolean {
  return code === 'SESSION_EXPIRED' || (code === 'CONFLICT' && reason !== CHANGED)
}

/** Where sending again leads nowhere: what does. */
function WayOut({ failure }: { failure: ApiError }) {
  const t = useTranslations('kyc')
  if (!leadsNowhere(failure)) return null
  if (failure.code === 'SESSION_EXPIRED') return <LeaveButton />
  return (
    <ButtonLink size="small" href="/inapp/kyc/status">
      {t('seeStatus')}
    </ButtonLink>
  )
}

function Failure({ failure }: { failure: ApiError }) {
  const t = useTranslations('questionnaire')
  const status = useTranslations('status.rejectedFinal')
  const finalReasons = useTranslations('finalReasons')
  if (failure.code === 'VERIFICATION_REJECTED') {
    const reason = failure.reasonCode && finalReasons(failure.reasonCode)
    return (
      <Notice tone="bad" title={status('title')}>
        {[reason, status('text')].filter(Boolean).join(' ')}
      </Notice>
    )
  }
  const known = {
    NETWORK: t('offline'),
    SESSION_EXPIRED: t('sessionExpired'),
    CONFLICT: t(failure.reason === CHANGED ? 'changedMeanwhile' : 'changedElsewhere'),
  } as const
  const text = failure.code in known ? known[failure.code as keyof typeof known] : t('failed')
  return (
    <Notice tone="bad" actions={<WayOut failure={failure} />}>
      {text}
    </Notice>
  )
}
