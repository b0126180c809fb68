import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { PreparedFile } from '@/lib/capture/prepare-file'
import { isElse } from '@/lib/capture/upload/upload-flow'
import type { FileOrigin } from '@/lib/capture/upload/upload-state'
import type { Subject } from '@/lib/capture/upload/upload-subject'
import { shownBy } from '@/lib/contract/documents'
import { type Concern, SUGGESTED } from '@/lib/contract/pictures/findings'
import { FilePicture } from '../file-picture'
import styles from '../phase.module.css'
import { PhaseHeading } from '../phase-heading'
import { SubjectLine } from '../subject-line'
import { type FilePreview, usePdfPreview } from '../use-pdf-preview'

type PreviewProps = {
  subject: Subject
  picture: PreparedFile
  origin: FileOrigin
  concerns: readonly Concern[]
  mayBeSent: boolean
  onUse: () => void
  onDiscard: () => void
}

/** What nobody can open: it is said here, in the words of the server, which would refuse it. */
const UNUSABLE = { locked: 'FILE_ENCRYPTED', broken: 'FILE_CORRUPTED' } as const

/** The picture before it is sent: large, with what may be wrong with it. The person decides. */
export function Preview(props: PreviewProps) {
  const { subject, picture, concerns, mayBeSent } = props
  const t = useTranslations('capture.preview')
  const failures = useTranslations('capture.failures')
  const preview = usePdfPreview(picture)
  const unusable = preview.kind === 'locked' || preview.kind === 'broken' ? UNUSABLE[preview.kind] : null
  const good = concerns.length === 0
  const face = shownBy(subject.type) === 'face'
  const kind = face ? 'face' : picture.kind
  const said = saidOf(concerns)
  const title = good ? t(`title.${kind}`) : t(doubtOf(said, face))
  return (
    <div className={styles.phase}>
      <PhaseHeading title={unusable ? failures(`${unusable}.title`) : title} over={<SubjectLine subject={subject} />}>
        {good && !unusable ? (
          <span role={picture.kind === 'pdf' ? 'status' : undefined}>
            {preview.kind === 'making' ? '\u00a0' : t(`lead.${kind}`)}
          </span>
        ) : null}
      </PhaseHeading>
      {unusable && (
        <Notice tone="bad" role="alert">
          {failures(`${unusable}.text`)}
        </Notice>
      )}
      {preview.kind === 'page' && preview.blank && (
        <Notice tone="warn" role="alert" title={t('blank.title')}>
          {t('blank.text')}
        </Notice>
      )}
      {!good && <Concerns concerns={said} face={face} mayBeSent={mayBeSent} />}
      <FilePicture picture={picture} preview={preview} />
      <Decision {...props} preview={preview} usable={unusable === null} />
    </div>
  )
}

type DecisionProps = PreviewProps & { preview: FilePreview; usable: boolean }

/** To use it, or another: the better of the two first. What cannot be used is not offered. */
function Decision({ picture, origin, concerns, mayBeSent, preview, usable, onUse, onDiscard }: DecisionProps) {
  const t = useTranslations('capture.preview')
  const isEmpty = preview.kind === 'page' && preview.blank
  const good = concerns.length === 0 && usable && !isEmpty
  // Nothing is offered before it is known whether it can be opened.
  const use =
    preview.kind === 'making' ? (
      <Button key="making" pending>
        {t('making')}
      </Button>
    ) : (
      <Button key="use" kind={good ? 'primary' : 'secondary'} onClick={onUse} data-testid="use-file">
        {concerns.length === 0 ? t(`use.${picture.kind}`) : t(isElse(concerns) ? 'sendAnyway' : 'useAnyway')}
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
  return <div className={styles.actions}>{good ? [use, again] : [again, usable && mayBeSent && use]}</div>
}

/** Of a picture with too few pixels nothing else is worth saying: no care with the same one mends it. */
function saidOf(concerns: readonly Concern[]): readonly Concern[] {
  return concerns.includes('TOO_SMALL') ? ['TOO_SMALL'] : concerns
}

/** What the person is asked about: whether it can be read, or whether it is the right picture at all. */
function doubtOf(concerns: readonly Concern[], face: boolean) {
  if (face) return 'titleFaceConcern'
  return concerns.includes('NO_DOCUMENT') || concerns.includes('SCREENSHOT') ? 'titleNoDocument' : 'titleConcern'
}

type ConcernsProps = Pick<PreviewProps, 'concerns' | 'mayBeSent'> & { face: boolean }

function Concerns({ concerns, face, mayBeSent }: ConcernsProps) {
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
        {mayBeSent && !isElse(concerns) && <li>{t('suggestions.person')}</li>}
      </ul>
    </Notice>
  )
}
