import { useTranslations } from 'next-intl'
import { isUnsaid, type Subject } from '@/lib/capture/upload/upload-subject'
import { sidesOf } from '@/lib/contract/documents'

/** Which document and side this is about: "Driving licence · Back". */
export function SubjectLine({ subject }: { subject: Subject }) {
  return useSubjectName()(subject)
}

/** The same as text. */
export function useSubjectName(): (subject: Subject) => string {
  const t = useTranslations('capture')
  const types = useTranslations('documentTypes')
  return ({ type, country, side }) => {
    if (isUnsaid({ type, country })) return t('anyIdentity')
    return sidesOf(type).length > 1 ? t('subjectSide', { type: types(type), side: t(`sides.${side}`) }) : types(type)
  }
}
