import { getTranslations } from 'next-intl/server'
import { Notice } from '@/components/ui/notice'
import styles from './message.module.css'

export default async function NotFound() {
  const t = await getTranslations('shell')
  return (
    <main className={styles.message}>
      <Notice tone="info" title={<h1 className={styles.title}>{t('notFoundTitle')}</h1>}>
        {t('notFoundText')}
      </Notice>
    </main>
  )
}
