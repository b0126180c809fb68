import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { ButtonLink } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import type { DocumentType } from '@/lib/contract/documents'
import styles from '../phase.module.css'
import { PhaseHeading } from '../phase-heading'

/** Long enough to be read, short enough not to be waited for. */
const SHOWN_FOR_MS = 1_800

/** The document has arrived; the screen goes back by itself. */
export function Done({ type, returnHref }: { type: DocumentType; returnHref: string }) {
  const t = useTranslations('capture.done')
  const types = useTranslations('documentTypes')
  const router = useRouter()
  useEffect(() => {
    const timer = setTimeout(() => router.replace(returnHref), SHOWN_FOR_MS)
    return () => clearTimeout(timer)
  }, [router, returnHref])
  return (
    <div className={`${styles.phase} ${styles.done}`}>
      <span className={styles.doneMark}>
        <Icon name="check" />
      </span>
      <PhaseHeading title={t('title')} over={types(type)}>
        {t('text')}
      </PhaseHeading>
      <div className={styles.actions}>
        <ButtonLink kind="secondary" href={returnHref} replace>
          {t('continue')}
        </ButtonLink>
      </div>
    </div>
  )
}
