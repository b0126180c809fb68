import { useTranslations } from 'next-intl'
import { Icon } from '@/components/ui/icon'
import type { CustomerDocument } from '@/lib/contract/customer'
import { MRZ_FIELDS } from '@/lib/contract/well-known'
import styles from './document-notes.module.css'

/** What a machine read in the document, as far as it is asked nowhere else on the screen. It bars nothing. */
export function DocumentNotes({ notes }: Pick<CustomerDocument, 'notes'>) {
  const t = useTranslations('documentNotes')
  if (notes.length === 0) return null
  return (
    <ul className={styles.notes}>
      {notes.map(({ code, field }) => (
        <li key={`${code} ${field}`}>
          <Icon name="info" />
          <span>
            {code === 'EXPIRED'
              ? t('EXPIRED')
              : t('MRZ_DISAGREES', { field: MRZ_FIELDS.find((name) => name === field) ?? 'other' })}
          </span>
        </li>
      ))}
    </ul>
  )
}
