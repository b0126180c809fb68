import { useFormatter, useTranslations } from 'next-intl'
import { useStepTitle } from '@/components/overview/step-title'
import { Card } from '@/components/ui/card'
import type { CustomerKyc, TimelineEntry } from '@/lib/contract/customer'
import styles from './timeline.module.css'

/** What happened when, the newest first. */
export function Timeline({ kyc }: { kyc: Pick<CustomerKyc, 'steps' | 'timeline'> }) {
  const t = useTranslations('status')
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline" className={styles.heading}>
        {t('timeline')}
      </h2>
      <Card>
        <ol className={styles.list}>
          {told(kyc.timeline).map((entry) => (
            <Entry
              key={`${entry.at}${entry.event}${entry.step_code}${entry.document_type}`}
              entry={entry}
              steps={kyc.steps}
            />
          ))}
        </ol>
      </Card>
    </section>
  )
}

/** From the least to the most exact of what one rejection does. */
const REJECTIONS: readonly TimelineEntry['event'][] = ['profile_rejected', 'step_rejected', 'document_rejected']

/** The newest first. Of a decision that rejects a document, its step and with it the profile, only the first is told. */
function told(timeline: readonly TimelineEntry[]): TimelineEntry[] {
  const isMoreExact = (one: TimelineEntry, other: TimelineEntry) =>
    one.at === other.at && REJECTIONS.indexOf(one.event) > REJECTIONS.indexOf(other.event)
  return timeline
    .filter((entry) => !REJECTIONS.includes(entry.event) || !timeline.some((other) => isMoreExact(other, entry)))
    .toReversed()
}

function Entry({ entry, steps }: { entry: TimelineEntry; steps: CustomerKyc['steps'] }) {
  const t = useTranslations('status')
  const types = useTranslations('documentTypes')
  const format = useFormatter()
  const code = entry.step_code ?? ''
  const step = useStepTitle()({ code, title: steps.find((it) => it.code === code)?.title })
  const document = entry.document_type ? types(entry.document_type) : ''
  return (
    <li className={styles.entry} data-tone={toneOf(entry.event)}>
      <p>
        <bdi>{t(`event.${entry.event}`, { step, document })}</bdi>
      </p>
      <time dateTime={entry.at}>
        {format.dateTime(new Date(entry.at), { dateStyle: 'medium', timeStyle: 'short' })}
      </time>
    </li>
  )
}

function toneOf(event: TimelineEntry['event']): 'good' | 'bad' | 'plain' {
  if (event.endsWith('_approved')) return 'good'
  return event.endsWith('_rejected') || event.endsWith('_expired') ? 'bad' : 'plain'
}
