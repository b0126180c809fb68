import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { encode } from 'uqr'
import { callApi } from '@/components/shell/api'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { isShown, type Subject } from '@/lib/capture/upload/upload-subject'
import type { CustomerKyc } from '@/lib/contract/customer'
import type { Handoff, HandoffState, UploadScope } from '@/lib/contract/host/handoff'
import styles from '../phase.module.css'
import { PhaseHeading } from '../phase-heading'
import { SubjectLine } from '../subject-line'
import own from './on-phone.module.css'

type OnPhoneProps = {
  subject: Subject
  step: { id: string; code: string }
  field: string
  onDone: () => void
  onBack: () => void
}

/** The upload goes on at a phone: a code to scan, and this screen follows until the document is there. */
export function OnPhone({ onBack, ...upload }: OnPhoneProps) {
  const t = useTranslations('capture.phone')
  const [run, setRun] = useState(0)
  return (
    <div className={styles.phase}>
      <PhaseHeading title={t('title')} over={<SubjectLine subject={upload.subject} />}>
        {t('text')}
      </PhaseHeading>
      <PhoneLink key={run} {...upload} onAgain={() => setRun(run + 1)} />
      <div className={styles.actions}>
        <Button kind="secondary" onClick={onBack}>
          {t('back')}
        </Button>
      </div>
    </div>
  )
}

type PhoneLinkProps = Omit<OnPhoneProps, 'onBack'> & { onAgain: () => void }

/** One link, from its making to the document's arrival. */
function PhoneLink({ subject, step, field, onDone, onAgain }: PhoneLinkProps) {
  const t = useTranslations('capture.phone')
  const { type: document_type, country } = subject
  const handoff = useHandoff({ step_id: step.id, step: step.code, field, document_type, country })
  const state = useProgress(handoff, step.id, field, subject, onDone)
  if (handoff === 'failed' || state === 'expired')
    return (
      <Notice
        tone="warn"
        role="alert"
        title={t(handoff === 'failed' ? 'failed' : 'expired')}
        actions={
          <Button size="small" onClick={onAgain}>
            {t('again')}
          </Button>
        }
      />
    )
  const waiting = state === 'waiting'
  return (
    <div className={own.card}>
      {waiting ? (
        <>
          <div className={own.code}>{handoff && <QrCode path={handoff.path} />}</div>
          <ol className={own.steps}>
            <li>{t('scan')}</li>
            <li>{t('compare')}</li>
            <li>{t('show')}</li>
          </ol>
        </>
      ) : (
        <p className={own.opened} role="status">
          {t('opened')}
        </p>
      )}
      <p className={own.match}>
        <span>{t('match')}</span> <strong>{handoff ? handoff.code : '····'}</strong>
      </p>
    </div>
  )
}

/** A fresh link; null until it is there. */
function useHandoff({ step_id, step, field, document_type, country }: UploadScope): Handoff | 'failed' | null {
  const [handoff, setHandOver] = useState<Handoff | 'failed' | null>(null)
  useEffect(() => {
    let current = true
    const body: UploadScope = { step_id, step, field, document_type, country }
    void callApi<Handoff>('/inapp/api/hand-over', { method: 'POST', body }).then((answer) => {
      if (current) setHandOver(answer.ok ? answer.value : 'failed')
    })
    return () => {
      current = false
    }
  }, [step_id, step, field, document_type, country])
  return handoff
}

const POLL_MS = 2_000

/** Follows the phone: whether it has opened the link, and whether the document is there. */
function useProgress(
  handoff: Handoff | 'failed' | null,
  stepId: string,
  field: string,
  subject: Subject,
  onDone: () => void,
): HandoffState['state'] {
  const [state, setState] = useState<HandoffState['state']>('waiting')
  const id = handoff && handoff !== 'failed' ? handoff.id : null
  useEffect(() => {
    if (!id) return
    setState('waiting')
    const look = async () => {
      const answer = await callApi<HandoffState>(`/inapp/api/hand-over/${id}`)
      if (!answer.ok) return
      setState(answer.value.state)
      if (answer.value.state !== 'opened') return
      const kyc = await callApi<CustomerKyc>('/inapp/api/kyc')
      const step = kyc.ok ? kyc.value.steps.find((one) => one.id === stepId) : undefined
      if (step && isShown(step.documents, field, subject.type)) onDone()
    }
    const timer = setInterval(() => void look(), POLL_MS)
    return () => clearInterval(timer)
  }, [id, stepId, field, subject, onDone])
  return state
}

/** Drawn here: the link is told to nobody. */
function QrCode({ path }: { path: string }) {
  const t = useTranslations('capture.phone')
  const url = new URL(path, window.location.origin).href
  const { data, size } = encode(url, { border: 2, ecc: 'M' })
  const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
  return (
    <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={t('code')} data-testid="qr" data-url={url}>
      <path d={squares.join('')} fill="#000" shapeRendering="crispEdges" />
    </svg>
  )
}
