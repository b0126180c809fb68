'use client'

import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { CountryControl } from '@/components/fields/countries/country'
import { FieldErrorText } from '@/components/fields/field-error-text'
import { NativeSelect } from '@/components/fields/native-select'
import { ReadMark } from '@/components/questionnaire/read-from-document'
import { callApi } from '@/components/shell/api'
import { Notice } from '@/components/ui/notice'
import type { AttachDocumentRequest, CustomerDocument, CustomerStep } from '@/lib/contract/customer'
import { acceptedTypes } from '@/lib/contract/document-fields'
import { type DocumentType, sidesOf } from '@/lib/contract/documents'
import type { Field } from '@/lib/contract/form'
import own from './document-kind.module.css'
import { keepSaid } from './said-kinds'

type DocumentKindProps = { step: CustomerStep; field: Field; document: CustomerDocument; invalid: boolean }

/**
 * Which document a picture shows, and who issued it: what was read from it, or else what the person says. Both stand here
 * from the start, so that nothing moves when they have been read.
 */
export function DocumentKind({ step, field, document, invalid }: DocumentKindProps) {
  const t = useTranslations('capture.choose')
  const sentences = useTranslations('questionnaire')
  const errors = useTranslations('formErrors')
  const names = useTranslations('documentTypes')
  const language = useLocale()
  const id = useId()
  const { kind, say, hasFailed } = useKind(step, document)
  const isRead = (value: string | undefined, shown: string) => value !== undefined && value === shown
  const { document_type, issuing_country } = document.extracted
  const isTypeMissing = invalid && kind.type === ''
  const isCountryMissing = invalid && kind.country === ''
  const describedBy = (part: 'type' | 'country', isPartRead: boolean, isMissing: boolean) =>
    [isPartRead && `${id}-${part}-read`, isMissing && `${id}-${part}-error`].filter(Boolean).join(' ') || undefined
  const countryField: Field = { name: 'issuing_country', type: 'country' }
  return (
    <div className={own.kind}>
      <div className={own.row}>
        <label htmlFor={`${id}-type`} className={own.label}>
          {t('type')}
        </label>
        {isRead(document_type, kind.type) && <ReadMark id={`${id}-type-read`} />}
        <NativeSelect
          id={`${id}-type`}
          value={kind.type}
          aria-describedby={describedBy('type', isRead(document_type, kind.type), isTypeMissing)}
          aria-invalid={isTypeMissing || undefined}
          onChange={({ target }) => say({ ...kind, type: target.value as DocumentType | '' })}
        >
          <option value="" disabled>
            {t('typePlaceholder')}
          </option>
          {acceptedTypes(field).map((type) => (
            <option key={type} value={type}>
              {names(type)}
            </option>
          ))}
        </NativeSelect>
        {isTypeMissing && <FieldErrorText id={`${id}-type-error`}>{errors('kind_missing')}</FieldErrorText>}
      </div>
      <div className={own.row}>
        <label htmlFor={`${id}-country`} className={own.label}>
          {t('country')}
        </label>
        {isRead(issuing_country, kind.country) && <ReadMark id={`${id}-country-read`} />}
        <CountryControl
          {...{ field: countryField, id: `${id}-country`, value: kind.country, label: t('country'), language, step }}
          onChange={(value) => say({ ...kind, country: String(value ?? '') })}
          describedBy={describedBy('country', isRead(issuing_country, kind.country), isCountryMissing)}
          documents={[]}
          invalid={isCountryMissing}
        />
        {isCountryMissing && <FieldErrorText id={`${id}-country-error`}>{t('missingCountry')}</FieldErrorText>}
      </div>
      <div role="alert" className={own.alert}>
        {hasFailed && <Notice tone="bad">{sentences('failed')}</Notice>}
      </div>
    </div>
  )
}

type Kind = { type: DocumentType | ''; country: string }

/** What is known of the document. Once both are said, the same file is attached again as what it is. */
function useKind(step: CustomerStep, document: CustomerDocument) {
  const router = useRouter()
  const [said, setSaid] = useState<Kind | null>(null)
  const [hasFailed, setFailed] = useState(false)
  const known: Kind =
    document.country === null
      ? { type: document.extracted.document_type ?? '', country: document.extracted.issuing_country ?? '' }
      : { type: document.document_type, country: document.country }
  const say = async (kind: Kind) => {
    setSaid(kind)
    if (kind.type === '' || kind.country === '') return
    const { file_id, field, side } = document
    const sides = sidesOf(kind.type)
    const body = {
      ...{ step_id: step.id, field: field ?? '', file_id, document_type: kind.type, country: kind.country },
      ...{ side: sides.includes(side) ? side : 'front', accepted: true },
    } satisfies AttachDocumentRequest
    const answer = callApi('/inapp/api/documents', { method: 'POST', body, key: crypto.randomUUID() })
    const isTold = answer.then(({ ok }) => ok)
    keepSaid(document.id, isTold)
    setFailed(!(await isTold))
    router.refresh()
  }
  return { kind: said ?? known, say, hasFailed }
}
