import dynamic from 'next/dynamic'
import { useLocale } from 'next-intl'
import { Fragment, type ReactNode } from 'react'
import { AnswersContext } from '@/components/fields/countries/answers-context'
import { FieldRow } from '@/components/fields/field-row'
import { Card } from '@/components/ui/card'
import type { CustomerStep } from '@/lib/contract/customer'
import type { Field, Section } from '@/lib/contract/form'
import { type FormValue, formKey, toFormValues } from '@/lib/form/form-values'
import { localText } from '@/lib/form/local-text'
import { inNameOrder } from '@/lib/form/name-order'
import styles from './questionnaire.module.css'
import type { useQuestionnaire } from './use-questionnaire'

// Most people never get one.
const DifferenceInForm = dynamic(() => import('./difference-in-form').then((module) => module.DifferenceInForm), {
  loading: () => null,
})

type SectionsProps = {
  questionnaire: ReturnType<typeof useQuestionnaire>
  step: CustomerStep
  /** The id of the control of the field at an index. */
  idOf: (index: number) => string
}

/** A form's sections, each a card with its fields. */
export function Sections({ questionnaire, step, idOf }: SectionsProps) {
  const { form, fields, values, answers, isVisible, codes, parts, differences } = questionnaire
  const language = useLocale()
  const rowOf = (field: Field) => {
    if (!isVisible(field)) return null
    const index = fields.indexOf(field)
    const key = formKey(index)
    const error = codes[index] ?? null
    const change = (value: FormValue) =>
      form.setValue(key, value, {
        shouldDirty: true,
        shouldValidate: form.formState.isSubmitted || error !== null,
      })
    const asked = differences.of(field)
    return (
      <Fragment key={key}>
        <FieldRow
          {...{ field, step, error }}
          id={idOf(index)}
          value={values[key] ?? null}
          documents={step.documents.filter((document) => document.field === field.name)}
          onChange={change}
        />
        {asked && (
          <DifferenceInForm
            {...asked}
            answer={answers[field.name]}
            onUse={(read) => change(toFormValues(fields, { [field.name]: read }, language)[key] ?? null)}
          />
        )}
      </Fragment>
    )
  }
  return (
    <AnswersContext value={answers}>
      {(step.form_schema.sections ?? []).map((section, s) => {
        const rows = inNameOrder(section.fields ?? [], language).map(rowOf)
        const isShown = parts.partOfSection(s) === parts.shown
        // biome-ignore lint/suspicious/noArrayIndexKey: a template's sections have no name, and never move
        return <SectionCard key={s} section={section} rows={rows} isShown={isShown} />
      })}
    </AnswersContext>
  )
}

type SectionCardProps = {
  section: Section
  rows: ReactNode[]
  /** Whether it is asked for now, on a small screen. */
  isShown: boolean
}

function SectionCard({ section, rows, isShown }: SectionCardProps) {
  const language = useLocale()
  if (rows.every((row) => row === null)) return null
  return (
    <Card className={styles.section} data-other-part={!isShown || undefined}>
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
