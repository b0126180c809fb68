import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { DocumentNotes } from '@/components/fields/document-notes'
import { StepBadge } from '@/components/overview/step-badge'
import { useStepTitle } from '@/components/overview/step-title'
import { Badge, type Tone } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { Icon, type IconName } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import type { CustomerDocument, CustomerKyc, CustomerNote, CustomerStep } from '@/lib/contract/customer'
import type { DocumentStatus } from '@/lib/contract/statuses'
import { isAsked } from '@/lib/journey/differences'
import { accessibleSteps, isCorrectable, stepsInPlay } from '@/lib/journey/journey'
import { standingOfAll, stepsWithStanding } from '@/lib/journey/standing'
import styles from './checklist.module.css'
import { useDocumentName } from './document-name'
import { Thumbnail } from './thumbnail'

const LOOKS: Record<DocumentStatus, { tone: Tone; icon?: IconName }> = {
  uploaded: { tone: 'neutral' },
  pending: { tone: 'accent', icon: 'clock' },
  approved: { tone: 'good', icon: 'check' },
  rejected: { tone: 'bad', icon: 'alert' },
  expired: { tone: 'warn', icon: 'clock' },
  deleted: { tone: 'neutral' },
}

/**
 * Every step with its documents, and where each stands; where all stand alike, that is said once, above them. What was sent
 * back, and why, is among the tasks.
 */
export function Checklist({ kyc }: { kyc: CustomerKyc }) {
  const t = useTranslations('status')
  const accessible = accessibleSteps(kyc)
  const steps = stepsInPlay(kyc)
  const common = standingOfAll(steps)
  const withStanding = stepsWithStanding(steps)
  return (
    <section aria-labelledby="checklist">
      <div className={styles.head}>
        <h2 id="checklist" className={styles.heading}>
          {t('checklist')}
        </h2>
        {common && <StepBadge step={common} />}
      </div>
      <Card className={styles.card}>
        <ul>
          {steps.map((step) => (
            <StepRow
              key={step.id}
              step={step}
              showsStanding={withStanding.includes(step)}
              correctable={accessible.includes(step) && isCorrectable(step)}
            />
          ))}
        </ul>
      </Card>
    </section>
  )
}

type StepRowProps = {
  step: CustomerStep
  /** Whether is said where it stands. */
  showsStanding: boolean
  correctable: boolean
}

function StepRow({ step, showsStanding, correctable }: StepRowProps) {
  const kyc = useTranslations('kyc')
  const id = useId()
  const title = useStepTitle()(step)
  const t = useTranslations('status')
  return (
    <li className={styles.step}>
      <div className={styles.row}>
        <span id={`${id}-title`} className={styles.title}>
          <bdi>{title}</bdi>
        </span>
        {showsStanding && <StepBadge step={step} />}
        {correctable && (
          <Link
            id={id}
            href={`/inapp/kyc?step=${step.code}`}
            className={styles.change}
            aria-labelledby={`${id} ${id}-title`}
            title={kyc('change')}
          >
            <Icon name="pencil" />
            <span className="visually-hidden">{kyc('change')}</span>
          </Link>
        )}
      </div>
      {step.submitted_by === 'staff' && step.status !== 'required' && <p className={styles.note}>{t('byStaff')}</p>}
      {step.documents.length + step.removed.length > 0 && (
        <ul className={styles.documents}>
          {step.documents.map((document) => (
            <DocumentRow
              key={document.id}
              document={document}
              // Of several it is said which one was not accepted.
              isLikeStep={
                document.status === step.status && (step.status !== 'rejected' || step.documents.length === 1)
              }
            />
          ))}
          {step.removed.map((document) => (
            <RemovedRow key={document.field} document={document} />
          ))}
        </ul>
      )}
    </li>
  )
}

/** Its picture is gone; what it was is said. */
function RemovedRow({ document }: { document: CustomerStep['removed'][number] }) {
  const t = useTranslations('status')
  const types = useTranslations('documentTypes')
  return (
    <li className={styles.row}>
      <span className={styles.words}>
        <span className={styles.document}>{types(document.document_type)}</span>
        <Badge {...LOOKS.deleted}>{t('document.deleted')}</Badge>
      </span>
    </li>
  )
}

/** What the person can answer, or replace, is asked above. */
function isOnlyTold(note: CustomerNote): boolean {
  return note.code !== 'EXPIRED' && !isAsked(note)
}

type DocumentRowProps = {
  document: CustomerDocument
  /** Whether its step stands where it does. */
  isLikeStep: boolean
}

function DocumentRow({ document, isLikeStep }: DocumentRowProps) {
  const t = useTranslations('status')
  const name = useDocumentName()(document)
  return (
    <li className={styles.row}>
      <Thumbnail document={document} />
      <span className={styles.words}>
        <span className={styles.document}>{name}</span>
        {/* What is said of the step already is not said again. */}
        {!isLikeStep && <Badge {...LOOKS[document.status]}>{t(`document.${document.status}`)}</Badge>}
      </span>
      {document.status !== 'approved' && <DocumentNotes notes={document.notes.filter(isOnlyTold)} />}
    </li>
  )
}
