import { useTranslations } from 'next-intl'
import type { CustomerDocument } from '@/lib/contract/customer'
import { sidesOf } from '@/lib/contract/documents'

/** A document's name for a person: its type, and the side where it has two. */
export function useDocumentName(): (document: CustomerDocument) => string {
  const types = useTranslations('documentTypes')
  const t = useTranslations('status')
  return ({ document_type, side }) => {
    const type = types(document_type)
    return sidesOf(document_type).length > 1 ? t('documentSide', { type, side: t(`side.${side}`) }) : type
  }
}
