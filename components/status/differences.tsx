'use client'

import { useRouter } from 'next/navigation'
import { useFormatter, useLocale, useTranslations } from 'next-intl'
import { type FormEvent, type ReactNode, useId, useRef, useState } from 'react'
import control from '@/components/fields/field.module.css'
import { useFieldLabel } from '@/components/fields/field-text'
import { callApi } from '@/components/shell/api'
import { Button, ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Notice } from '@/components/ui/notice'
import type { Field } from '@/lib/contract/form'
import type { ResolveDifferenceRequest } from '@/lib/contract/pictures/differences'
import { countryNames } from '@/lib/i18n/country-names'
import type { Difference } from '@/lib/journey/differences'
import styles from './differences.module.css'

/** Asks which is right where a document and an answer differ: what the document says, or what was entered. */
export function Differences({ differences }: { differences: Difference[] }) {
  const t = useTranslations('status.difference')
  const id = useId()
  const heading = useRef<HTMLHeadingElement>(null)
  const [thanks, setThanks] = useState<ResolveDifferenceRequest['resolution'] | null>(null)
  const onResolved = (resolution: ResolveDifferenceRequest['resolution']) => {
    setThanks(resolution)
    heading.current?.focus()
  }
  if (differences.length === 0 && thanks === null) return null
  return (
    <section aria-labelledby={id} className={styles.differences}>
      <h2 id={id} ref={heading} tabIndex={-1}>
        {t(differences.length > 0 ? 'title' : 'thanks')}
      </h2>
      <div role="status">{thanks && <Notice tone="good">{t(thanks)}</Notice>}</div>
      <ul>
        {differences.map((difference) => (
          <li key={`${difference.document.id} ${difference.field.name}`}>
            <Question difference={difference} onResolved={onResolved} />
          </li>
        ))}
      </ul>
    </section>
  )
}

type QuestionProps = {
  difference: Difference
  onResolved: (resolution: ResolveDifferenceRequest['resolution']) => void
}

function Question({ difference, onResolved }: QuestionProps) {
  const { document, field, read, answer, step } = difference
  const t = useTranslations('status.difference')
  const status = useTranslations('status')
  const change = useTranslations('kyc')
  const label = useFieldLabel()(field)
  const textOf = useAnswerText()
  const [isKeeping, setKeeping] = useState(false)
  const { resolve, pending, failed } = useResolve(difference, onResolved)
  const marks = { b: (text: ReactNode) => <strong dir="auto">{text}</strong> }
  return (
    <Card className={styles.question}>
      <h3>
        <bdi>{label}</bdi>
      </h3>
      <p>
        {read === null
          ? t('unsure')
          : t.rich('says', { document: document.document_type, read: textOf(field, read), ...marks })}{' '}
        {t.rich('entered', { answer: textOf(field, answer), ...marks })}
      </p>
      {failed && (
        <Notice tone="bad" role="alert">
          {status('next.failed')}
        </Notice>
      )}
      {isKeeping ? (
        <Keeping pending={pending} onKeep={(reason) => resolve('kept', reason)} />
      ) : (
        <div className={styles.actions}>
          {read === null ? (
            <ButtonLink href={`/inapp/kyc?step=${step.code}`}>{change('change')}</ButtonLink>
          ) : (
            <Button pending={pending} onClick={() => resolve('corrected')}>
              {t('use', { document: document.document_type })}
            </Button>
          )}
          <Button kind="secondary" onClick={() => setKeeping(true)}>
            {t('keep')}
          </Button>
        </div>
      )}
    </Card>
  )
}

/** A few words for the reviewer, who sees that the customer was asked. */
function Keeping({ pending, onKeep }: { pending: boolean; onKeep: (reason: string) => void }) {
  const t = useTranslations('status.difference')
  const id = useId()
  const [reason, setReason] = useState('')
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    onKeep(reason.trim())
  }
  return (
    <form className={styles.keeping} onSubmit={onSubmit}>
      <label htmlFor={id}>{t('reason')}</label>
      <input
        id={id}
        // biome-ignore lint/a11y/noAutofocus: the person has just asked for it
        autoFocus
        className={control.input}
        dir="auto"
        maxLength={200}
        enterKeyHint="done"
        value={reason}
        aria-describedby={`${id}-help`}
        onChange={(event) => setReason(event.target.value)}
      />
      <p id={`${id}-help`}>{t('reasonHelp')}</p>
      <Button type="submit" pending={pending}>
        {t('keep')}
      </Button>
    </form>
  )
}

/** One press is sent once, however often the network has to be tried. */
function useResolve({ document, field }: Difference, onResolved: QuestionProps['onResolved']) {
  const router = useRouter()
  const key = useRef<string>(undefined)
  const [state, setState] = useState<'idle' | 'pending' | 'failed'>('idle')
  const resolve = async (resolution: ResolveDifferenceRequest['resolution'], reason = '') => {
    setState('pending')
    key.current ??= crypto.randomUUID()
    const body: ResolveDifferenceRequest = { field: field.name, resolution, ...(reason && { reason }) }
    const result = await callApi(`/inapp/api/documents/${document.id}/differences`, {
      ...{ method: 'POST', body, key: `${key.current}-${resolution}` },
    })
    // The other screen, or a reviewer, was sooner: what is true now is drawn.
    router.refresh()
    if (!result.ok) return setState('failed')
    onResolved(resolution)
  }
  return { resolve, pending: state === 'pending', failed: state === 'failed' }
}

/** An answer as a person reads it: a day, a country by its name, else as it was written. */
function useAnswerText(): (field: Field, answer: string) => string {
  const format = useFormatter()
  const language = useLocale()
  return (field, answer) => {
    if (field.type === 'date')
      return format.dateTime(new Date(`${answer}T00:00:00Z`), { dateStyle: 'medium', timeZone: 'UTC' })
    if (field.type !== 'country') return answer
    return countryNames(language).find(({ code }) => code === answer)?.name ?? answer
  }
}
