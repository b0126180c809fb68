import { useTranslations } from 'next-intl'
import { Icon } from '@/components/ui/icon'
import type { Message } from '@/lib/contract/messages/message'
import styles from './question.module.css'

/** What a reviewer asks the person, in its own language, as it was written. Stands where the answer is given. */
export function Question({ question }: { question: Message | null }) {
  const t = useTranslations('shell')
  if (!question) return null
  return (
    <div className={styles.question}>
      <p className={styles.from}>
        <Icon name="chat" />
        <span>{t('teamMessage')}</span>
      </p>
      <p className={styles.text} lang={question.language} dir="auto">
        {question.text}
      </p>
    </div>
  )
}
