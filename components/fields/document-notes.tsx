import { useTranslations } from 'next-intl'
import { Icon } from '@/components/ui/icon'
import type { CustomerDocument } from '@/lib/contract/customer'
import styles from './document-notes.module.css'

/** The answers that a document can disagree with, which have a name of their own here. */
const NAMED = ['first_name', 'last_name', 'date_of_birth', 'document_number', 'expiry_date', 'nationality'] as const

/** What a machine read in the document that the person may want to put right. It bars nothing. */
export function DocumentNotes({ document }: { document: Pick<CustomerDocument, 'notes'> }) {
  const t = useTranslations('documentNotes')
  if (document.notes.length === 0) return null
  return (
    <ul className={styles.notes}>
      {document.notes.map(({ code, field }) => (
        <li key={`${code} ${field}`}>
          <Icon name="info" />
          {code === 'EXPIRED'
            ? t('EXPIRED')
            : t('MRZ_DISAGREES', { field: NAMED.find((name) => name === field) ?? 'other' })}
        </li>
      ))}
    </ul>
  )
}
