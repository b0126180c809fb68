import { useLocale, useTranslations } from 'next-intl'
import { type FormEvent, useCallback, useState } from 'react'
import { Badge, type Tone } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { REASON_CODES } from '@/lib/contract/messages/reasons'
import { DOCUMENT_STATUS, PROFILE_STATUS, STEP_STATUS, statusName } from '@/lib/contract/statuses'
import { localText } from '@/lib/form/local-text'
import styles from './back-office.module.css'
import type { KnownPerson } from './known-person'
import { callManager, fetchProfile, type Profile } from './stand-ins'
import { usePolling } from './use-polling'

const TONES: Record<string, Tone> = { pending: 'accent', approved: 'good', rejected: 'bad', expired: 'warn' }

/** What the person has sent, with the decisions of a reviewer: through the manager API alone. */
export function BackOffice({ person, managerKey }: { person: KnownPerson | null; managerKey: string }) {
  const t = useTranslations('sandbox')
  const userId = person?.userId
  const ask = useCallback(
    async () => (userId === undefined ? null : fetchProfile(userId, managerKey)),
    [userId, managerKey],
  )
  const { value: profile, refresh } = usePolling(ask)
  const status = profile && statusName(PROFILE_STATUS, profile.status)
  return (
    <Card aria-labelledby="back-office" className={styles.card}>
      <div className={styles.head}>
        <h2 id="back-office">{t('backOffice')}</h2>
        {status && <Badge tone={TONES[status] ?? 'neutral'}>{t(`status.${status}`)}</Badge>}
      </div>
      {profile ? (
        <Submitted profile={profile} managerKey={managerKey} onDecided={refresh} />
      ) : (
        <p className={styles.empty}>{t('nothingYet')}</p>
      )}
    </Card>
  )
}

type SubmittedProps = { profile: Profile; managerKey: string; onDecided: () => Promise<void> }

function Submitted({ profile, managerKey, onDecided }: SubmittedProps) {
  const types = useTranslations('documentTypes')
  const language = useLocale()
  return (
    <ul className={styles.list}>
      {profile.steps.map((step) => (
        <li key={step.id} className={styles.step}>
          <Entry
            name={localText(step.title, language)}
            status={statusName(STEP_STATUS, step.status)}
            path={`/steps/${step.id}`}
            managerKey={managerKey}
            submission={step.submission}
            onDecided={onDecided}
          />
          {profile.documents
            .filter((document) => document.step_id === step.id)
            .map((document) => (
              <Entry
                key={document.id}
                name={types(document.document_type as Parameters<typeof types>[0])}
                status={statusName(DOCUMENT_STATUS, document.status)}
                path={`/documents/${document.id}`}
                managerKey={managerKey}
                submission={step.submission}
                onDecided={onDecided}
              />
            ))}
        </li>
      ))}
    </ul>
  )
}

type EntryProps = {
  name: string
  status: keyof typeof STEP_STATUS | keyof typeof DOCUMENT_STATUS
  path: string
  managerKey: string
  /** The submission that the reviewer sees here. */
  submission: number
  onDecided: () => Promise<void>
}

function Entry({ name, status, path, managerKey, submission, onDecided }: EntryProps) {
  const t = useTranslations('sandbox')
  const [rejecting, setRejecting] = useState(false)
  const decide = async (verb: 'approve' | 'reject', body: object) => {
    setRejecting(false)
    await callManager('POST', `${path}/${verb}`, { ...body, submission }, { key: managerKey })
    await onDecided()
  }
  return (
    <div className={styles.entry}>
      <span className={styles.name}>{name}</span>
      <Badge tone={TONES[status] ?? 'neutral'}>{t(`status.${status}`)}</Badge>
      {status === 'pending' && (
        <span className={styles.actions}>
          <Button
            kind="quiet"
            size="small"
            onClick={() => decide('approve', {})}
            aria-label={t('approveOne', { name })}
          >
            {t('approve')}
          </Button>
          <Button
            kind="danger"
            size="small"
            onClick={() => setRejecting(!rejecting)}
            aria-expanded={rejecting}
            aria-label={t('rejectOne', { name })}
          >
            {t('reject')}
          </Button>
        </span>
      )}
      {rejecting && <RejectForm onReject={(reason) => decide('reject', reason)} />}
    </div>
  )
}

function RejectForm({
  onReject,
}: {
  onReject: (reason: { reason_code: string; reject_type: string }) => Promise<void>
}) {
  const t = useTranslations('sandbox')
  const reasons = useTranslations('reasons')
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    void onReject({ reason_code: String(form.get('reason')), reject_type: form.has('final') ? 'final' : 'retry' })
  }
  return (
    <form className={styles.reject} onSubmit={submit}>
      <label>
        <span>{t('reason')}</span>
        <select name="reason">
          {REASON_CODES.map((code) => (
            <option key={code} value={code}>
              {reasons(code)}
            </option>
          ))}
        </select>
      </label>
      <label className={styles.final}>
        <input type="checkbox" name="final" /> {t('final')}
      </label>
      <Button type="submit" size="small" kind="secondary">
        {t('sendBack')}
      </Button>
    </form>
  )
}
