'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useState } from 'react'
import { type ApiError, callApi } from '@/components/shell/api'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import type { CheckCodeRequest, SendCodeRequest } from '@/lib/contract/customer'
import { latinDigits } from '@/lib/form/latin-digits'
import { typingAids } from './autocomplete'
import { type ControlProps, controlAttributes } from './control'
import styles from './field.module.css'

/** What is being done for which address; a fault belongs to the last attempt. */
type Proof = { phase: 'idle' | 'sending' | 'sent' | 'checking'; address: string; fault: Fault | null }
type Fault = 'CODE_WRONG' | 'CODE_ENDED' | 'CODE_TOO_SOON' | 'address' | 'failed'

/** An email address, and the code that proves that the person reads it. */
export function ProvedEmailControl(props: ControlProps) {
  const t = useTranslations('fields.verify')
  const router = useRouter()
  const { field, id, value, onChange, step } = props
  const address = typeof value === 'string' ? value.trim() : ''
  const [proof, setProof] = useState<Proof>({ phase: 'idle', address: '', fault: null })
  const [code, setCode] = useState('')
  const proved = address !== '' && step.verified[field.name] === address
  const asked = proof.address === address && proof.address !== ''

  const send = async () => {
    if (proof.phase === 'sending') return
    const sentBefore = asked && proof.phase !== 'idle'
    onChange(address)
    setProof({ phase: 'sending', address, fault: null })
    const body: SendCodeRequest = { field: field.name, address }
    const sent = await callApi(`/inapp/api/steps/${step.id}/codes`, { method: 'POST', body })
    setCode('')
    setProof({ phase: sent.ok || sentBefore ? 'sent' : 'idle', address, fault: sent.ok ? null : faultOf(sent.error) })
  }
  const check = async () => {
    setProof({ phase: 'checking', address, fault: null })
    const body: CheckCodeRequest = { field: field.name, code: code.trim() }
    const checked = await callApi(`/inapp/api/steps/${step.id}/codes/check`, { method: 'POST', body })
    if (checked.ok) router.refresh()
    setProof({ phase: 'sent', address, fault: checked.ok ? null : faultOf(checked.error) })
  }
  // Enter would send the whole form.
  const onEnter = (run: () => Promise<void>) => (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    void run()
  }

  return (
    <div className={styles.proof}>
      <div className={styles.withButton}>
        <input
          {...controlAttributes(props)}
          {...typingAids(field)}
          className={styles.input}
          type="email"
          spellCheck={false}
          maxLength={field.max_length ?? 254}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={proved ? undefined : onEnter(send)}
        />
        {proved ? (
          <Badge tone="good">{t('verified')}</Badge>
        ) : (
          <Button kind="secondary" pending={proof.phase === 'sending'} onClick={send}>
            {t(asked && proof.phase !== 'idle' ? 'again' : 'send')}
          </Button>
        )}
      </div>
      {!proved && asked && (proof.phase === 'sent' || proof.phase === 'checking') && (
        <>
          <p className={styles.sent}>{t('sentTo', { address })}</p>
          <label className={styles.codeLabel} htmlFor={`${id}-code`}>
            {t('code')}
          </label>
          <div className={styles.withButton}>
            <input
              id={`${id}-code`}
              className={`${styles.input} ${styles.code}`}
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={6}
              aria-describedby={`${id}-proof`}
              value={code}
              onChange={(event) => setCode(latinDigits(event.target.value).replace(/\D/g, ''))}
              onKeyDown={onEnter(check)}
            />
            <Button kind="secondary" pending={proof.phase === 'checking'} onClick={check}>
              {t('check')}
            </Button>
          </div>
        </>
      )}
      <p id={`${id}-proof`} role="status" className={styles.proofFault}>
        {proof.fault && t(proof.fault)}
      </p>
    </div>
  )
}

function faultOf({ code, faults }: ApiError): Fault {
  if (faults?.some(({ path }) => path === 'address')) return 'address'
  return code === 'CODE_WRONG' || code === 'CODE_ENDED' || code === 'CODE_TOO_SOON' ? code : 'failed'
}
