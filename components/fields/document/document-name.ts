import { useTranslations } from 'next-intl'
import { isUnsaid } from '@/lib/capture/upload/upload-subject'
import type { CustomerDocument } from '@/lib/contract/customer'
import { sidesOf } from '@/lib/contract/documents'

type Named = Pick<CustomerDocument, 'document_type' | 'country' | 'side'>

/** "Passport", or "Driving licence, back"; without its kind where nobody has said it yet. */
export function useDocumentName(): (document: Named) => string {
  const t = useTranslations('fields')
  const capture = useTranslations('capture')
  const types = useTranslations('documentTypes')
  return ({ document_type, country, side }) => {
    if (isUnsaid({ type: document_type, country })) return capture('anyIdentity')
    const name = types(document_type)
    return sidesOf(document_type).length > 1 ? t('sideOf', { document: name, side: t(side) }) : name
  }
}
