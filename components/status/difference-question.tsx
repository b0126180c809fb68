import { useRouter } from 'next/navigation'
import { useFormatter, useLocale, useTranslations } from 'next-intl'
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'
import control from '@/components/fields/field.module.css'
import { callApi } from '@/components/shell/api'
import { Button, ButtonLink } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { Field } from '@/lib/contract/form'
import type { ResolveDifferenceRequest } from '@/lib/contract/pictures/differences'
import { countryNames } from '@/lib/i18n/country-names'
import type { Difference } from '@/lib/journey/differences'
import styles from './differences.module.css'

type DifferenceQuestionProps = {
  difference: Difference
  /** Within the answer's own form: puts what the document says into its field, to be sent with the rest. */
  onUse?: (read: string) => void
  onResolved: (resolution: ResolveDifferenceRequest['resolution']) => void
}

/** What the document says, what was entered, and the ways to say which of the two is right. */
export function DifferenceQuestion({ difference, onUse, onResolved }: DifferenceQuestionProps) {
  const { document, field, read, answer, step } = difference
  const t = useTranslations('status.difference')
  const status = useTranslations('status')
  const change = useTranslations('kyc')
  const textOf = useAnswerText()
  const [isKeeping, setKeeping] = useState(false)
  const { resolve, pending, failed } = useResolve(difference, onResolved)
  const marks = { b: (text: ReactNode) => <strong dir="auto">{text}</strong> }
  const isInForm = onUse !== undefined
  const use = (value: string) => {
    if (!isInForm) return void resolve('corrected')
    onUse(value)
    onResolved('corrected')
  }
  return (
    <div className={styles.question}>
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
        <Keeping pending={pending} onKeep={(reason) => void resolve('kept', reason)} />
      ) : (
        <div className={styles.actions}>
          {read !== null && (
            <Button kind={isInForm ? 'secondary' : 'primary'} pending={pending} onClick={() => use(read)}>
              {t('use', { document: document.document_type })}
            </Button>
          )}
          {read === null && !isInForm && (
            <ButtonLink href={`/inapp/kyc?step=${step.code}`}>{change('change')}</ButtonLink>
          )}
          <Button kind="secondary" onClick={() => setKeeping(true)}>
            {t('keep')}
          </Button>
        </div>
      )}
    </div>
  )
}

/** A few words for the reviewer, who sees that the customer was asked. No form: it may stand in one. */
function Keeping({ pending, onKeep }: { pending: boolean; onKeep: (reason: string) => void }) {
  const t = useTranslations('status.difference')
  const id = useId()
  const [reason, setReason] = useState('')
  const keep = () => onKeep(reason.trim())
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    event.preventDefault()
    if (!pending) keep()
  }
  return (
    <div className={styles.keeping}>
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
        onKeyDown={onKeyDown}
      />
      <p id={`${id}-help`}>{t('reasonHelp')}</p>
      <Button pending={pending} onClick={keep}>
        {t('keep')}
      </Button>
    </div>
  )
}

/** One press is sent once, however often the network has to be tried. */
function useResolve({ document, field }: Difference, onResolved: DifferenceQuestionProps['onResolved']) {
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
