import { useTranslations } from 'next-intl'
import type { Message } from '@/lib/contract/messages/message'
import styles from './team-message.module.css'

/** What a reviewer wrote to the person, in its own language, as it was written. */
export function TeamMessage({ message }: { message: Message | null | undefined }) {
  const t = useTranslations('shell')
  if (!message) return null
  return (
    <div className={styles.message}>
      <p className={styles.from}>{t('teamMessage')}</p>
      <p className={styles.text} lang={message.language} dir="auto">
        {message.text}
      </p>
    </div>
  )
}
