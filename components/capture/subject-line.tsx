import { useTranslations } from 'next-intl'
import type { Subject } from '@/lib/capture/upload-subject'
import { sidesOf } from '@/lib/contract/documents'

/** Which document and side this is about: "Driving licence · Back". */
export function SubjectLine({ subject }: { subject: Subject }) {
  const t = useTranslations('capture')
  const types = useTranslations('documentTypes')
  const type = types(subject.type)
  return sidesOf(subject.type).length > 1 ? t('subjectSide', { type, side: t(`sides.${subject.side}`) }) : type
}
