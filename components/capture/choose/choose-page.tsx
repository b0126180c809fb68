import { useTranslations } from 'next-intl'
import { Icon } from '@/components/ui/icon'
import type { DocumentPurpose, DocumentType } from '@/lib/contract/documents'
import { DocumentDrawing } from '../document-drawing'
import styles from '../phase.module.css'
import { PhaseHeading } from '../phase-heading'
import own from './choose-document.module.css'

type ChoosePageProps = {
  purpose: DocumentPurpose
  offeredTypes: readonly DocumentType[]
  onChoose: (type: DocumentType) => void
}

/** Which bill, statement or letter: one press, and on. Who issued it nobody needs to say. */
export function ChoosePage({ purpose, offeredTypes, onChoose }: ChoosePageProps) {
  const t = useTranslations('capture.choose')
  const names = useTranslations('documentTypes')
  return (
    <div className={styles.phase}>
      <PhaseHeading title={t(`title.${purpose}`)}>{t(`text.${purpose}`)}</PhaseHeading>
      <ul className={own.cards}>
        {offeredTypes.map((type) => (
          <li key={type}>
            <button type="button" className={own.card} onClick={() => onChoose(type)}>
              <DocumentDrawing type={type} view="cover" className={own.drawing} />
              <span className={own.words}>
                <span className={own.name}>{names(type)}</span>
              </span>
              <Icon name="forward" />
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
