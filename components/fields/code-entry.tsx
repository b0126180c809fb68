import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import styles from './field.module.css'

type CodeEntryProps = {
  /** The id of the address's input. */
  id: string
  address: string
  busy: 'sending' | 'checking' | null
  /** What is wrong with the code, or with the sending of it. */
  error: string | null
  code: string
  setCode: (typed: string) => void
  send: () => Promise<void>
}

/** Where the code is typed that was sent to the address. */
export function CodeEntry({ id, address, busy, error, code, setCode, send }: CodeEntryProps) {
  const t = useTranslations('fields.verify')
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  return (
    <>
      <p className={styles.sent}>{t.rich('sentTo', { address, own: (text) => <bdi dir="ltr">{text}</bdi> })}</p>
      <label className={styles.codeLabel} htmlFor={`${id}-code`}>
        {t('code')}
      </label>
      <input
        ref={input}
        id={`${id}-code`}
        className={`${styles.input} ${styles.digits}`}
        inputMode="numeric"
        autoComplete="one-time-code"
        aria-describedby={`${id}-proof`}
        aria-invalid={error === 'CODE_WRONG' || error === 'codeMissing' || undefined}
        aria-busy={busy === 'checking' || undefined}
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      <Button
        kind="quiet"
        size="small"
        pending={busy === 'sending'}
        className={styles.again}
        onClick={() => void send()}
      >
        {t('again')}
      </Button>
    </>
  )
}
