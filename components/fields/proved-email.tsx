'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useState } from 'react'
import { type ApiError, callApi } from '@/components/shell/api'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import type { CheckCodeRequest, SendCodeRequest } from '@/lib/contract/customer'
import type { ClientErrorCode, ErrorCode } from '@/lib/contract/error-codes'
import { EMAIL_CODE_DIGITS } from '@/lib/contract/limits'
import { latinDigits } from '@/lib/form/latin-digits'
import { type ControlProps, controlAttributes } from './control'
import styles from './field.module.css'

/** What is being done for which address; an error belongs to the last attempt. */
type Proof = { phase: 'idle' | 'sending' | 'sent' | 'checking'; address: string; error: ProofError | null }
type ProofError = CodeError | 'address' | 'failed'
type CodeError = Extract<ErrorCode, `CODE_${string}`>

/** An email address, and the code that proves that the person reads it. */
export function ProvedEmailControl(props: ControlProps) {
  const t = useTranslations('fields.verify')
  const { id, value, onChange } = props
  const proof = useProof(props)
  const { phase, error, isProved, isAsked, send } = proof
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
          onKeyDown={isProved ? undefined : onEnter(send)}
        />
        {isProved ? (
          <Badge tone="good">{t('verified')}</Badge>
        ) : (
          <Button kind="secondary" pending={phase === 'sending'} onClick={send}>
            {t(isAsked && phase !== 'idle' ? 'again' : 'send')}
          </Button>
        )}
      </div>
      {!isProved && isAsked && (phase === 'sent' || phase === 'checking') && <CodeEntry id={id} {...proof} />}
      <p id={`${id}-proof`} role="status" className={styles.proofError}>
        {error && t(error)}
      </p>
    </div>
  )
}

type CodeEntryProps = Pick<ReturnType<typeof useProof>, 'phase' | 'address' | 'code' | 'setCode' | 'check'>

/** Where the code is typed that was sent to the address. */
function CodeEntry({ id, phase, address, code, setCode, check }: CodeEntryProps & { id: string }) {
  const t = useTranslations('fields.verify')
  return (
    <>
      <p className={styles.sent}>{t.rich('sentTo', { address, own: (text) => <bdi dir="ltr">{text}</bdi> })}</p>
      <label className={styles.codeLabel} htmlFor={`${id}-code`}>
        {t('code')}
      </label>
      <div className={styles.withButton}>
        <input
          id={`${id}-code`}
          className={`${styles.input} ${styles.code}`}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={EMAIL_CODE_DIGITS}
          aria-describedby={`${id}-proof`}
          value={code}
          onChange={(event) => setCode(latinDigits(event.target.value).replace(/\D/g, ''))}
          onKeyDown={onEnter(check)}
        />
        <Button kind="secondary" pending={phase === 'checking'} onClick={check}>
          {t('check')}
        </Button>
      </div>
    </>
  )
}

/** Sends a code to the address that stands in the field, and checks what was typed of it. */
function useProof({ field, value, onChange, step }: ControlProps) {
  const router = useRouter()
  const address = typeof value === 'string' ? value.trim() : ''
  const [proof, setProof] = useState<Proof>({ phase: 'idle', address: '', error: null })
  const [code, setCode] = useState('')
  const isAsked = proof.address === address && proof.address !== ''

  const send = async () => {
    if (proof.phase === 'sending') return
    const sentBefore = isAsked && proof.phase !== 'idle'
    onChange(address)
    setProof({ phase: 'sending', address, error: null })
    const body: SendCodeRequest = { field: field.name, address }
    const sent = await callApi(`/inapp/api/steps/${step.id}/codes`, { method: 'POST', body })
    setCode('')
    setProof({ phase: sent.ok || sentBefore ? 'sent' : 'idle', address, error: sent.ok ? null : errorOf(sent.error) })
  }
  const check = async () => {
    setProof({ phase: 'checking', address, error: null })
    const body: CheckCodeRequest = { field: field.name, code: code.trim() }
    const checked = await callApi(`/inapp/api/steps/${step.id}/codes/check`, { method: 'POST', body })
    if (checked.ok) router.refresh()
    setProof({ phase: 'sent', address, error: checked.ok ? null : errorOf(checked.error) })
  }
  const isProved = address !== '' && step.verified[field.name] === address
  return { phase: proof.phase, error: proof.error, address, isAsked, isProved, code, setCode, send, check }
}

/** Enter would send the whole form. */
function onEnter(run: () => Promise<void>) {
  return (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    void run()
  }
}

function errorOf({ code, faults }: ApiError): ProofError {
  if (faults?.some(({ path }) => path === 'address')) return 'address'
  return isCodeError(code) ? code : 'failed'
}

function isCodeError(code: ClientErrorCode): code is CodeError {
  return code.startsWith('CODE_')
}
