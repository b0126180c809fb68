'use client'

import { useLocale, useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { FieldRow } from '@/components/fields/field-row'
import { Question } from '@/components/overview/question'
import { TeamMessage } from '@/components/overview/team-message'
import type { ApiError } from '@/components/shell/api'
import { useHost } from '@/components/shell/host'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Notice } from '@/components/ui/notice'
import type { CustomerKyc, CustomerStep } from '@/lib/contract/customer'
import type { Section } from '@/lib/contract/form'
import { formKey } from '@/lib/form/form-values'
import { localText } from '@/lib/form/local-text'
import { visibleFields } from '@/lib/form/visibility'
import { isCorrectable } from '@/lib/journey/journey'
import { DraftNote } from './draft-note'
import styles from './questionnaire.module.css'
import { CHANGED } from './use-others'
import { useQuestionnaire } from './use-questionnaire'
import { VersionsNote } from './versions-note'

type QuestionnaireProps = {
  step: CustomerStep
  title: string
  /** Whether it is all that is left: what was given goes to review with it. */
  isLast: boolean
  /** The ISO date of the server; dates and ages are judged by the person's own. */
  today: string
  /** True when the answers leave, false when they were refused. */
  onSending: (isOnItsWay: boolean) => void
  onSubmitted: (kyc: CustomerKyc) => void
}

/** A step's form, drawn from its `form_schema`: saved while typing, checked by the same rules as on the server. */
export function Questionnaire({ step, title, isLast, today, onSending, onSubmitted }: QuestionnaireProps) {
  const t = useTranslations('questionnaire')
  const reasons = useTranslations('reasons')
  const questionnaire = useQuestionnaire({ step, today, onSending, onSubmitted })
  const { form, fields, failure, draft, others } = questionnaire
  const { errors, isSubmitting, submitCount } = form.formState
  const codes = fields.map((_, i) => errors[formKey(i)]?.type ?? null)
  const count = codes.filter((code) => code !== null).length
  const element = useRef<HTMLFormElement>(null)

  const tell = useHost()
  const code = failure?.code
  useEffect(() => {
    if (code) tell('kyc:error', { code }, step.code)
  }, [tell, code, step.code])

  // After each attempt the first field with an error takes the focus.
  useEffect(() => {
    if (submitCount === 0 || isSubmitting) return
    element.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid] a')?.focus()
  }, [submitCount, isSubmitting])

  return (
    <form ref={element} noValidate className={styles.form} onSubmit={(event) => void questionnaire.submit(event)}>
      <header className={styles.header}>
        <h2>
          <bdi>{title}</bdi>
        </h2>
        <DraftNote state={draft} />
      </header>
      <Question question={step.question} />
      {isCorrectable(step) && <Notice>{t('inReview')}</Notice>}
      {step.rejection && (
        <Notice tone="warn" title={t('sentBack')}>
          {reasons(step.rejection.reason_code)}
          <TeamMessage message={step.rejection.message} />
        </Notice>
      )}
      {others.versions && <VersionsNote versions={others.versions} swap={others.swap} fields={fields} />}
      <Sections questionnaire={questionnaire} step={step} codes={codes} />
      <div role="alert" className={styles.summary}>
        {count > 0 && !isSubmitting && <Notice tone="bad">{t('attention', { count })}</Notice>}
        {failure && !isSubmitting && <Failure failure={failure} />}
      </div>
      <div className={styles.actions}>
        <Button type="submit" wide pending={isSubmitting}>
          {isSubmitting ? t('sending') : t(isCorrectable(step) ? 'sendCorrection' : isLast ? 'submitLast' : 'submit')}
        </Button>
      </div>
    </form>
  )
}

type SectionsProps = {
  questionnaire: ReturnType<typeof useQuestionnaire>
  step: CustomerStep
  /** What is wrong with each field, in their order; null where all is well. */
  codes: (string | null)[]
}

function Sections({ questionnaire: { form, fields, answersOf }, step, codes }: SectionsProps) {
  const baseId = useId()
  const values = form.watch()
  const visible = new Set(visibleFields(fields, answersOf(values)))
  const rowOf = (index: number) => {
    const field = fields[index]
    if (!field || !visible.has(field)) return null
    const key = formKey(index)
    return (
      <FieldRow
        key={key}
        {...{ field, step }}
        id={`${baseId}-${index}`}
        value={values[key] ?? null}
        error={codes[index] ?? null}
        documents={step.documents.filter((document) => document.field === field.name)}
        onChange={(value) =>
          form.setValue(key, value, { shouldDirty: true, shouldValidate: form.formState.isSubmitted })
        }
      />
    )
  }
  let next = 0
  return (step.form_schema.sections ?? []).map((section, s) => {
    const first = next
    next += section.fields?.length ?? 0
    const rows = Array.from({ length: next - first }, (_, i) => rowOf(first + i))
    // biome-ignore lint/suspicious/noArrayIndexKey: a template's sections have no name, and never move
    return <SectionCard key={s} section={section} rows={rows} />
  })
}

function SectionCard({ section, rows }: { section: Section; rows: ReactNode[] }) {
  const language = useLocale()
  if (rows.every((row) => row === null)) return null
  return (
    <Card className={styles.section}>
      {section.title !== undefined && (
        <div className={styles.sectionHead}>
          <h3>
            <bdi>{localText(section.title, language)}</bdi>
          </h3>
          {section.help !== undefined && (
            <p>
              <bdi>{localText(section.help, language)}</bdi>
            </p>
          )}
        </div>
      )}
      {rows}
    </Card>
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
  return <Notice tone="bad">{text}</Notice>
}
