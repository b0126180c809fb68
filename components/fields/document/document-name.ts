import { useTranslations } from 'next-intl'
import type { CustomerDocument } from '@/lib/contract/customer'
import { sidesOf } from '@/lib/contract/documents'

/** "Passport", or "Driving licence, back". */
export function useDocumentName(): (document: Pick<CustomerDocument, 'document_type' | 'side'>) => string {
  const t = useTranslations('fields')
  const types = useTranslations('documentTypes')
  return ({ document_type, side }) => {
    const name = types(document_type)
    return sidesOf(document_type).length > 1 ? t('sideOf', { document: name, side: t(side) }) : name
  }
}
