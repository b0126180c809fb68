import { useTranslations } from 'next-intl'
import { Notice } from '@/components/ui/notice'
import type { CustomerStep } from '@/lib/contract/customer'
import { useStepTitle } from './step-title'

/** The person asked for a step that was approved, perhaps while they were correcting it. */
export function LockedStep({ step }: { step: CustomerStep }) {
  const t = useTranslations('kyc')
  const title = useStepTitle()(step)
  return <Notice role="status">{t('locked', { step: title })}</Notice>
}
