import { useFormatter, useTranslations } from 'next-intl'
import { useCallback } from 'react'
import { Card } from '@/components/ui/card'
import styles from './logs.module.css'
import type { KnownPerson } from './sandbox'
import { fetchCallbacks, fetchLetters } from './stand-ins'
import type { HeardEvent } from './use-host-events'
import { usePolling } from './use-polling'

/** What cTrader has received for this account, the newest first. */
export function CallbackLog({ person }: { person: KnownPerson | null }) {
  const t = useTranslations('sandbox')
  const format = useFormatter()
  const login = person?.tradingLogin
  const ask = useCallback(async () => (login === undefined ? null : fetchCallbacks(login)), [login])
  const { value: received } = usePolling(ask)
  return (
    <Card aria-labelledby="callbacks" className={styles.card}>
      <h2 id="callbacks">{t('callbacks')}</h2>
      {!received?.length && <p className={styles.empty}>{t('noCallbacks')}</p>}
      <ul className={styles.list}>
        {received?.map(({ received_at, body }) => (
          <li key={received_at + body.timestamp}>
            <details>
              <summary>
                <span className={styles.word}>
                  {body.kycStatus} · {body.kycLevel}
                </span>
                <time dateTime={received_at}>{format.dateTime(new Date(received_at), { timeStyle: 'medium' })}</time>
              </summary>
              <pre>{JSON.stringify(body, null, 2)}</pre>
            </details>
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** What the person would have got by mail, the newest first. */
export function MailLog({ person }: { person: KnownPerson | null }) {
  const t = useTranslations('sandbox')
  const format = useFormatter()
  const email = person?.email
  const ask = useCallback(async () => (email === undefined ? null : fetchLetters(email)), [email])
  const { value: letters } = usePolling(ask)
  return (
    <Card aria-labelledby="mail" className={styles.card}>
      <h2 id="mail">{t('mail')}</h2>
      {!letters?.length && <p className={styles.empty}>{t('noMail')}</p>}
      <ul className={styles.list}>
        {letters?.map(({ received_at, subject, text }) => (
          <li key={received_at + subject}>
            <details>
              <summary>
                <span className={styles.word}>{subject}</span>
                <time dateTime={received_at}>{format.dateTime(new Date(received_at), { timeStyle: 'medium' })}</time>
              </summary>
              <pre>{text}</pre>
            </details>
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** What the screens have told their host, the newest first. */
export function HostEventLog({ heard }: { heard: HeardEvent[] }) {
  const t = useTranslations('sandbox')
  const format = useFormatter()
  return (
    <Card aria-labelledby="events" className={styles.card}>
      <h2 id="events">{t('events')}</h2>
      {heard.length === 0 && <p className={styles.empty}>{t('noEvents')}</p>}
      <ul className={styles.list}>
        {heard.map(({ at, event }) => (
          <li key={event.id}>
            <details>
              <summary>
                <span className={styles.word}>{event.type}</span>
                <time dateTime={at.toISOString()}>{format.dateTime(at, { timeStyle: 'medium' })}</time>
              </summary>
              <pre>{JSON.stringify(event, null, 2)}</pre>
            </details>
          </li>
        ))}
      </ul>
    </Card>
  )
}
