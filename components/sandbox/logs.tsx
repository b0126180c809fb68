import { useFormatter, useTranslations } from 'next-intl'
import { useCallback } from 'react'
import { Card } from '@/components/ui/card'
import type { KnownPerson } from './known-person'
import styles from './logs.module.css'
import { fetchCallbacks, fetchEmails } from './stand-ins'
import type { HeardEvent } from './use-host-events'
import { usePolling } from './use-polling'

/** What cTrader has received for this account, the newest first. */
export function CallbackLog({ person }: { person: KnownPerson | null }) {
  const t = useTranslations('sandbox')
  const login = person?.tradingLogin
  const ask = useCallback(async () => (login === undefined ? null : fetchCallbacks(login)), [login])
  const { value: received } = usePolling(ask)
  const lines = (received ?? []).map(({ received_at, body }) => ({
    ...{ id: received_at + body.timestamp, at: new Date(received_at), title: `${body.kycStatus} · ${body.kycLevel}` },
    text: JSON.stringify(body, null, 2),
  }))
  return <LogCard id="callbacks" title={t('callbacks')} empty={t('noCallbacks')} lines={lines} />
}

/** What the person would have got by mail, the newest first. */
export function MailLog({ person }: { person: KnownPerson | null }) {
  const t = useTranslations('sandbox')
  const email = person?.email
  const ask = useCallback(async () => (email === undefined ? null : fetchEmails(email)), [email])
  const { value: emails } = usePolling(ask)
  const lines = (emails ?? []).map(({ received_at, subject, text }) => ({
    ...{ id: received_at + subject, at: new Date(received_at), title: subject, text },
  }))
  return <LogCard id="mail" title={t('mail')} empty={t('noMail')} lines={lines} />
}

/** What the screens have told their host, the newest first. */
export function HostEventLog({ heard }: { heard: HeardEvent[] }) {
  const t = useTranslations('sandbox')
  const lines = heard.map(({ at, event }) => ({
    ...{ id: event.id, at, title: event.type, text: JSON.stringify(event, null, 2) },
  }))
  return <LogCard id="events" title={t('events')} empty={t('noEvents')} lines={lines} />
}

type Line = { id: string; at: Date; title: string; text: string }

function LogCard({ id, title, empty, lines }: { id: string; title: string; empty: string; lines: Line[] }) {
  const format = useFormatter()
  return (
    <Card aria-labelledby={id} className={styles.card}>
      <h2 id={id}>{title}</h2>
      {lines.length === 0 && <p className={styles.empty}>{empty}</p>}
      <ul className={styles.list}>
        {lines.map((line) => (
          <li key={line.id}>
            <details>
              <summary>
                <span className={styles.word}>{line.title}</span>
                <time dateTime={line.at.toISOString()}>{format.dateTime(line.at, { timeStyle: 'medium' })}</time>
              </summary>
              <pre>{line.text}</pre>
            </details>
          </li>
        ))}
      </ul>
    </Card>
  )
}
