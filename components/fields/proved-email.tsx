'use client'

import { useTranslations } from 'next-intl'
import { useContext, useEffect, useRef, useState } from 'react'
import { type ApiError, callApi } from '@/components/shell/api'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import type { CheckCodeRequest, SendCodeRequest } from '@/lib/contract/customer'
import type { ClientErrorCode, ErrorCode } from '@/lib/contract/error-codes'
import { EMAIL_CODE_DIGITS } from '@/lib/contract/limits'
import { latinDigits } from '@/lib/form/latin-digits'
import { type ControlProps, controlAttributes } from './control'
import styles from './field.module.css'
import { ProofsContext } from './proofs'

/** The address that a code was sent to, and what is being done; an error belongs to the last attempt. */
type Sent = { address: string; busy: 'sending' | 'checking' | null; error: ProofError | null }
type ProofError = CodeError | 'address' | 'codeMissing' | 'failed'
type CodeError = Extract<ErrorCode, `CODE_${string}`>

/**
 * An email address, and the code that proves that the person reads it. The form's own button sends the code; its last digit
 * checks it and sends the form.
 */
export function ProvedEmailControl(props: ControlProps) {
  const t = useTranslations('fields.verify')
  const { id, value, onChange } = props
  const proof = useProof(props)
  return (
    <div className={styles.proof}>
      <div className={styles.withButton}>
        <input
          {...controlAttributes(props)}
          className={styles.input}
          type="email"
          spellCheck={false}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => onChange(event.target.value)}
        />
        {proof.isProved && <Badge tone="good">{t('verified')}</Badge>}
      </div>
      {!proof.isProved && proof.isAsked && <CodeEntry id={id} {...proof} />}
      <p id={`${id}-proof`} role="status" className={styles.proofError}>
        {proof.error && t(proof.error)}
      </p>
    </div>
  )
}

type CodeEntryProps = ReturnType<typeof useProof> & { id: string }

/** Where the code is typed that was sent to the address. */
function CodeEntry({ id, address, busy, code, setCode, send }: CodeEntryProps) {
  const t = useTranslations('fields.verify')
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  return (
    <>
      <p className={styles.sent}>{t.rich('sentTo', { address, own: (text) => <bdi dir="ltr">{text}</bdi> })}</p>
      <label className={styles.codeLabel} htmlFor={`${id}-code`}>
        {t('code')}
      </label>
      <div className={styles.withButton}>
        <input
          ref={input}
          id={`${id}-code`}
          className={`${styles.input} ${styles.code}`}
          inputMode="numeric"
          autoComplete="one-time-code"
          aria-describedby={`${id}-proof`}
          aria-busy={busy === 'checking' || undefined}
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
        <Button kind="quiet" size="small" pending={busy === 'sending'} onClick={() => void send()}>
          {t('again')}
        </Button>
      </div>
    </>
  )
}

/** Sends a code to the address in the field, and checks what was typed of it as soon as all its digits are there. */
function useProof({ field, value, onChange, step }: ControlProps) {
  const address = typeof value === 'string' ? value.trim() : ''
  const [sent, setSent] = useState<Sent>({ address: '', busy: null, error: null })
  const [code, keepCode] = useState('')
  const [proved, setProved] = useState<string | null>(null)
  const isAsked = address !== '' && sent.address === address
  const isProved = address !== '' && (step.verified[field.name] === address || proved === address)
  const path = `/inapp/api/steps/${step.id}/codes`

  const send = async () => {
    if (sent.busy) return
    onChange(address)
    setSent({ ...sent, busy: 'sending', error: null })
    const body: SendCodeRequest = { field: field.name, address }
    const answer = await callApi(path, { method: 'POST', body })
    if (answer.ok) keepCode('')
    const error = answer.ok ? null : errorOf(answer.error)
    setSent({ address: answer.ok || isAsked ? address : '', busy: null, error })
  }
  const check = async (digits: string) => {
    setSent({ address, busy: 'checking', error: null })
    const body: CheckCodeRequest = { field: field.name, code: digits }
    const answer = await callApi(`${path}/check`, { method: 'POST', body })
    setSent({ address, busy: null, error: answer.ok ? null : errorOf(answer.error) })
    if (answer.ok) setProved(address)
  }
  const setCode = (typed: string) => {
    const digits = latinDigits(typed).replace(/\D/g, '').slice(0, EMAIL_CODE_DIGITS)
    keepCode(digits)
    if (digits.length === EMAIL_CODE_DIGITS && digits !== code) void check(digits)
  }
  const prove = async () => {
    if (!isAsked) return send()
    if (code.length === EMAIL_CODE_DIGITS) return check(code)
    setSent({ ...sent, error: 'codeMissing' })
  }
  usePutProof({ name: field.name, isNeeded: address !== '' && !isProved, isAsked, prove, isDone: proved !== null })
  return { address, isAsked, isProved, busy: sent.busy, error: isProved ? null : sent.error, code, setCode, send }
}

type NeededProof = { name: string; isNeeded: boolean; isAsked: boolean; prove: () => Promise<void>; isDone: boolean }

/** Tells the form that the answer needs a proof, and sends the form once it is given. */
function usePutProof({ name, isNeeded, isAsked, prove, isDone }: NeededProof): void {
  const { put, goOn } = useContext(ProofsContext)
  const latest = useRef(prove)
  latest.current = prove
  useEffect(() => {
    put(name, isNeeded ? { isAsked, prove: () => latest.current() } : null)
    return () => put(name, null)
  }, [put, name, isNeeded, isAsked])
  useEffect(() => {
    if (isDone) goOn()
  }, [isDone, goOn])
}

function errorOf({ code, faults }: ApiError): ProofError {
  if (faults?.some(({ path }) => path === 'address')) return 'address'
  return isCodeError(code) ? code : 'failed'
}

function isCodeError(code: ClientErrorCode): code is CodeError {
  return code.startsWith('CODE_')
}
