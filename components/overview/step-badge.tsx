import { useTranslations } from 'next-intl'
import { Badge, type Tone } from '@/components/ui/badge'
import type { IconName } from '@/components/ui/icon'
import type { StepStatus } from '@/lib/contract/statuses'

const LOOKS: Record<StepStatus, { tone: Tone; icon?: IconName }> = {
  required: { tone: 'neutral' },
  pending: { tone: 'accent', icon: 'clock' },
  approved: { tone: 'good', icon: 'check' },
  rejected: { tone: 'bad', icon: 'alert' },
  expired: { tone: 'warn', icon: 'clock' },
  skipped: { tone: 'neutral' },
}

/** A step's status in a word. */
export function StepBadge({ status }: { status: StepStatus }) {
  const t = useTranslations('steps')
  return <Badge {...LOOKS[status]}>{t(`status.${status}`)}</Badge>
}
