import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { PreparedFile } from '@/lib/capture/prepare-file'
import type { FileOrigin } from '@/lib/capture/upload/upload-state'
import type { Subject } from '@/lib/capture/upload/upload-subject'
import { shownBy } from '@/lib/contract/documents'
import { type Concern, SUGGESTED } from '@/lib/contract/pictures/findings'
import { FilePicture } from '../file-picture'
import styles from '../phase.module.css'
import { PhaseHeading } from '../phase-heading'
import { SubjectLine } from '../subject-line'

type PreviewProps = {
  subject: Subject
  picture: PreparedFile
  origin: FileOrigin
  concerns: readonly Concern[]
  onUse: () => void
  onDiscard: () => void
}

/** The picture before it is sent: large, with what may be wrong with it. The person decides. */
export function Preview({ subject, picture, origin, concerns, onUse, onDiscard }: PreviewProps) {
  const t = useTranslations('capture.preview')
  const good = concerns.length === 0
  const use = (
    <Button key="use" kind={good ? 'primary' : 'secondary'} onClick={onUse} data-testid="use-file">
      {good ? t(`use.${picture.kind}`) : t('useAnyway')}
    </Button>
  )
  const again = (
    <Button
      key="again"
      kind={good ? 'secondary' : 'primary'}
      icon={origin === 'camera' ? 'camera' : 'file'}
      onClick={onDiscard}
    >
      {t(origin === 'camera' ? 'again' : 'another')}
    </Button>
  )
  const face = shownBy(subject.type) === 'face'
  const kind = face ? 'face' : picture.kind
  const title = good ? t(`title.${kind}`) : t(doubtOf(concerns, face))
  return (
    <div className={styles.phase}>
      <PhaseHeading title={title} over={<SubjectLine subject={subject} />}>
        {good ? t(`lead.${kind}`) : null}
      </PhaseHeading>
      {!good && <Concerns concerns={concerns} face={face} />}
      <FilePicture picture={picture} />
      <div className={styles.actions}>{good ? [use, again] : [again, !concerns.includes('TOO_SMALL') && use]}</div>
    </div>
  )
}

/** What the person is asked about: whether it can be read, or whether it is the right picture at all. */
function doubtOf(concerns: readonly Concern[], face: boolean) {
  if (face) return 'titleFaceConcern'
  const isElse = concerns.includes('NO_DOCUMENT') || concerns.includes('SCREENSHOT')
  return isElse ? 'titleNoDocument' : 'titleConcern'
}

function Concerns({ concerns, face }: { concerns: readonly Concern[]; face: boolean }) {
  const t = useTranslations('capture.preview')
  const suggestions = [...new Set(concerns.flatMap((concern) => SUGGESTED[concern]))]
  // A face has nothing to be read.
  const fitting = face ? suggestions.filter((suggestion) => suggestion !== 'readable') : suggestions
  return (
    <Notice
      tone="warn"
      title={concerns.map((concern) => (
        <span key={concern} className={styles.concern}>
          {t(`concerns.${concern}`)}
        </span>
      ))}
    >
      <ul className={styles.suggestions}>
        {fitting.map((suggestion) => (
          <li key={suggestion}>{t(`suggestions.${suggestion}`)}</li>
        ))}
        {!concerns.includes('TOO_SMALL') && <li>{t('suggestions.person')}</li>}
      </ul>
    </Notice>
  )
}
