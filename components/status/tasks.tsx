import { useTranslations } from 'next-intl'
import { useStepTitle } from '@/components/overview/step-title'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Icon } from '@/components/ui/icon'
import type { CustomerKyc } from '@/lib/contract/customer'
import { type Task, tasksOf } from '@/lib/journey/journey'
import { useDocumentName } from './document-name'
import styles from './tasks.module.css'
import { Thumbnail } from './thumbnail'

/** What the person must do: each with its reason, their own picture where there is one, and one button. */
export function Tasks({ kyc }: { kyc: CustomerKyc }) {
  const t = useTranslations('status')
  const tasks = tasksOf(kyc).filter((task) => task.rejection || task.step.status === 'expired')
  if (tasks.length === 0) return null
  return (
    <section aria-labelledby="todo">
      <h2 id="todo" className={styles.heading}>
        {t('todo')}
      </h2>
      <ul className={styles.list}>
        {tasks.map((task) => (
          <li key={task.kind === 'document' ? task.document.id : task.step.id}>
            <TaskCard task={task} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function TaskCard({ task }: { task: Task }) {
  const t = useTranslations('status')
  const reasons = useTranslations('reasons')
  const stepTitle = useStepTitle()(task.step)
  const documentName = useDocumentName()
  const name = task.kind === 'document' ? documentName(task.document) : stepTitle
  return (
    <Card className={styles.task}>
      {task.kind === 'document' ? (
        <Thumbnail document={task.document} />
      ) : (
        <span className={styles.icon}>
          <Icon name="alert" />
        </span>
      )}
      <div className={styles.words}>
        <h3>{name}</h3>
        <p>{task.rejection ? reasons(task.rejection.reason_code) : t('expired.text')}</p>
      </div>
      <ButtonLink href={task.href} icon={task.kind === 'document' ? 'camera' : undefined} className={styles.action}>
        {t(task.kind === 'document' ? 'redo' : 'redoStep', { name })}
      </ButtonLink>
    </Card>
  )
}
