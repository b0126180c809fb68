import { useFormatter, useLocale, useTranslations } from 'next-intl'
import { PreloadedCamera } from '@/components/capture/choose/preloaded-camera'
import { DocumentDrawing } from '@/components/capture/document-drawing'
import { useStepInSentence, useStepTitle } from '@/components/overview/step-title'
import { TeamMessage } from '@/components/overview/team-message'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Icon } from '@/components/ui/icon'
import type { CustomerDocument, CustomerKyc, CustomerStep } from '@/lib/contract/customer'
import { inSentence } from '@/lib/i18n/in-sentence'
import { expiredDocuments } from '@/lib/journey/differences'
import { type Task, tasksOf, uploadAddress } from '@/lib/journey/journey'
import { useDocumentName } from './document-name'
import styles from './tasks.module.css'

/** What the person must do: each with its reason, their own picture where there is one, and one button. */
export function Tasks({ kyc }: { kyc: CustomerKyc }) {
  const t = useTranslations('status')
  const tasks = tasksOf(kyc).filter(
    ({ rejection, step }) => rejection || step.status === 'expired' || step.question || step.refresh_by,
  )
  const expired = expiredDocuments(kyc)
  if (tasks.length + expired.length === 0) return null
  return (
    <section aria-labelledby="todo">
      <h2 id="todo" className={styles.heading}>
        {t('todo')}
      </h2>
      {tasks.some(({ kind }) => kind === 'document') && <PreloadedCamera />}
      <ul className={styles.list}>
        {tasks.map((task) => (
          <li key={task.kind === 'document' ? task.document.id : task.step.id}>
            <TaskCard task={task} />
          </li>
        ))}
        {expired.map(({ document, step }) => (
          <li key={document.id}>
            <ExpiredCard document={document} step={step} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A document in review whose last day is over. */
function ExpiredCard({ document, step }: { document: CustomerDocument; step: CustomerStep }) {
  const t = useTranslations('status')
  const notes = useTranslations('documentNotes')
  const name = useDocumentName()(document)
  const language = useLocale()
  return (
    <Card className={styles.task}>
      <span className={styles.icon}>
        <Icon name="alert" />
      </span>
      <div className={styles.words}>
        <h3>
          <bdi>{name}</bdi>
        </h3>
        <p>{notes('EXPIRED')}</p>
      </div>
      <ButtonLink href={uploadAddress(step, document)} icon="camera" className={styles.action}>
        <bdi>{t('redo', { name: inSentence(name, language) })}</bdi>
      </ButtonLink>
    </Card>
  )
}

function TaskCard({ task }: { task: Task }) {
  const t = useTranslations('status')
  const reasons = useTranslations('reasons')
  const why = useTranslations('questionnaire')
  const format = useFormatter()
  const day = (date: string) => format.dateTime(new Date(`${date}T00:00:00Z`), { dateStyle: 'long', timeZone: 'UTC' })
  const stepTitle = useStepTitle()(task.step)
  const documentName = useDocumentName()
  const language = useLocale()
  const stepInSentence = useStepInSentence()(task.step)
  const name = task.kind === 'document' ? documentName(task.document) : stepTitle
  const nameInSentence = task.kind === 'document' ? inSentence(name, language) : stepInSentence
  return (
    <Card className={styles.task}>
      <span className={styles.icon}>
        <Icon name={task.step.question ? 'chat' : 'alert'} />
      </span>
      <div className={styles.words}>
        <h3>
          <bdi>{name}</bdi>
        </h3>
        <TeamMessage message={task.step.question} />
        {task.step.refresh_by && <p>{why('refresh', { date: day(task.step.refresh_by) })}</p>}
        {task.rejection && <p>{reasons(task.rejection.reason_code)}</p>}
        <TeamMessage message={task.rejection?.message} />
      </div>
      {task.kind === 'document' && <Comparison document={task.document} />}
      <ButtonLink href={task.href} icon={task.kind === 'document' ? 'camera' : undefined} className={styles.action}>
        <bdi>{t(pressOf(task), { name: nameInSentence })}</bdi>
      </ButtonLink>
    </Card>
  )
}

function pressOf({ kind, rejection, step }: Task) {
  if (kind === 'document') return 'redo'
  if (step.question) return 'answer'
  return rejection ? 'redoStep' : 'renewStep'
}

/** The picture that was not accepted, beside how a good one looks. */
function Comparison({ document }: { document: CustomerDocument }) {
  const t = useTranslations('status')
  return (
    <div className={styles.comparison}>
      <figure data-tone="bad">
        <span className={styles.frame}>
          {document.content_type.startsWith('image/') ? (
            // biome-ignore lint/performance/noImgElement: the picture is the person's own, behind their session
            <img src={`/inapp/api/files/${document.file_id}`} alt="" />
          ) : (
            <Icon name="file" />
          )}
        </span>
        <figcaption>
          <Icon name="close" />
          <span>{t('yourPicture')}</span>
        </figcaption>
      </figure>
      <figure data-tone="good">
        <span className={styles.frame}>
          <DocumentDrawing type={document.document_type} view={document.side} className={styles.drawing} />
        </span>
        <figcaption>
          <Icon name="check" />
          <span>{t('goodExample')}</span>
        </figcaption>
      </figure>
    </div>
  )
}
