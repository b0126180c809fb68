'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useContext, useEffect, useRef, useState } from 'react'
import { type ApiError, callApi } from '@/components/shell/api'
import { Badge } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import type { CheckCodeRequest, SendCodeRequest } from '@/lib/contract/customer'
import type { ClientErrorCode, ErrorCode } from '@/lib/contract/error-codes'
import { EMAIL_CODE_DIGITS } from '@/lib/contract/limits'
import { latinDigits } from '@/lib/form/latin-digits'
import { type ControlProps, controlAttributes } from './control'
import styles from './field.module.css'
import { ProofsContext } from './proofs'

const loadCodeEntry = () => import('./code-entry').then((module) => module.CodeEntry)
// A code is typed after it was sent: this is there by then.
const CodeEntry = dynamic(loadCodeEntry, { loading: () => null })

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
  useEffect(() => void loadCodeEntry().catch(() => {}), [])
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
        {proof.error && (
          <>
            <Icon name="alert" />
            <span>{t(proof.error)}</span>
          </>
        )}
      </p>
    </div>
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
