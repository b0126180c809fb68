import { useTranslations } from 'next-intl'
import { type SubmitEvent, useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import type { CustomerStep } from '@/lib/contract/customer'
import { type DocumentPurpose, type DocumentType, sidesOf } from '@/lib/contract/documents'
import { DocumentDrawing } from '../document-drawing'
import styles from '../phase.module.css'
import { PhaseHeading } from '../phase-heading'
import own from './choose-document.module.css'
import { CountrySelect } from './country-select'
import { MissingChoice } from './missing-choice'

type ChooseDocumentProps = {
  step: CustomerStep
  purpose: DocumentPurpose
  offeredTypes: readonly DocumentType[]
  type: DocumentType | null
  country: string | null
  onChoose: (type: DocumentType, country: string) => void
}

/** Which document, and who issued it. */
export function ChooseDocument({ step, purpose, offeredTypes, onChoose, ...known }: ChooseDocumentProps) {
  const t = useTranslations('capture.choose')
  const [type, setType] = useState(known.type)
  const [country, setCountry] = useState(known.country)
  const [pressed, setPressed] = useState(false)
  const countryId = useId()

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    if (type && country) return onChoose(type, country)
    setPressed(true)
    const first = event.currentTarget.querySelector<HTMLElement>('[name="type"]')
    const missing = type ? document.getElementById(countryId) : first
    missing?.focus()
  }

  return (
    <form className={styles.phase} noValidate onSubmit={submit}>
      <PhaseHeading title={t(`title.${purpose}`)}>{t(`text.${purpose}`)}</PhaseHeading>
      <TypeCards types={offeredTypes} chosen={type} missing={pressed && !type} onChoose={setType} />
      <CountrySelect
        {...{ id: countryId, step }}
        chosen={country}
        missing={pressed && !country}
        onChoose={setCountry}
      />
      <div className={styles.actions}>
        <Button type="submit">{t('continue')}</Button>
      </div>
    </form>
  )
}

type TypeCardsProps = {
  types: readonly DocumentType[]
  chosen: DocumentType | null
  missing: boolean
  onChoose: (type: DocumentType) => void
}

function TypeCards({ types, chosen, missing, onChoose }: TypeCardsProps) {
  const t = useTranslations('capture.choose')
  const names = useTranslations('documentTypes')
  return (
    <fieldset aria-describedby={missing ? 'missing-type' : undefined}>
      <legend className={own.label}>{t('type')}</legend>
      <div className={own.cards}>
        {types.map((type) => (
          <label key={type} className={own.card}>
            <DocumentDrawing type={type} view="cover" className={own.drawing} />
            <span className={own.words}>
              <span className={own.name}>{names(type)}</span>
              <span className={own.hint}>{t('sides', { count: sidesOf(type).length })}</span>
            </span>
            <input
              type="radio"
              name="type"
              value={type}
              checked={type === chosen}
              onChange={() => onChoose(type)}
              className={own.radio}
            />
          </label>
        ))}
      </div>
      {missing && <MissingChoice id="missing-type">{t('missingType')}</MissingChoice>}
    </fieldset>
  )
}
