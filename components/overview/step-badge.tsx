import { useTranslations } from 'next-intl'
import { Badge, type Tone } from '@/components/ui/badge'
import type { IconName } from '@/components/ui/icon'
import type { CustomerStep } from '@/lib/contract/customer'
import { asksNothing } from '@/lib/contract/fields'
import type { StepStatus } from '@/lib/contract/statuses'
import { isOpen } from '@/lib/journey/journey'

const LOOKS: Record<StepStatus, { tone: Tone; icon?: IconName }> = {
  required: { tone: 'neutral' },
  pending: { tone: 'accent', icon: 'clock' },
  approved: { tone: 'good', icon: 'check' },
  rejected: { tone: 'bad', icon: 'alert' },
  expired: { tone: 'warn', icon: 'clock' },
  skipped: { tone: 'neutral' },
}

/** A step's status in a word. What was rejected for good asks for no attention any more, and what staff does never did. */
export function StepBadge({ step }: { step: CustomerStep }) {
  const t = useTranslations('steps')
  const final = step.status === 'rejected' && !isOpen(step)
  if (step.status === 'pending' && asksNothing(step.form_schema)) return <Badge {...LOOKS.pending}>{t('byUs')}</Badge>
  return <Badge {...LOOKS[step.status]}>{t(final ? 'final' : `status.${step.status}`)}</Badge>
}
