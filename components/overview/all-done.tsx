import { useTranslations } from 'next-intl'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { DrawnTick } from '@/components/ui/drawn-mark'
import { Icon } from '@/components/ui/icon'
import type { CustomerKyc } from '@/lib/contract/customer'
import { finalRejection, isFinallyRejected } from '@/lib/journey/journey'
import styles from './all-done.module.css'

/** Nothing is left for the person to do: what came of it, and where to follow what happens. */
export function AllDone({ kyc }: { kyc: CustomerKyc }) {
  const t = useTranslations('kyc')
  const status = useTranslations('status')
  const finalReasons = useTranslations('finalReasons')
  const final = isFinallyRejected(kyc)
  const rejection = finalRejection(kyc)
  const words = final
    ? { title: status('rejectedFinal.title'), text: status('rejectedFinal.text') }
    : kyc.status === 'approved'
      ? { title: status('approved.title'), text: status('approved.text') }
      : { title: t('doneTitle'), text: t('doneText') }
  return (
    <Card className={styles.done}>
      {final ? (
        <span className={styles.icon}>
          <Icon name="alert" />
        </span>
      ) : (
        <DrawnTick />
      )}
      <h2>{words.title}</h2>
      {rejection && <p>{finalReasons(rejection.reason_code)}</p>}
      <p>{words.text}</p>
      <ButtonLink href="/inapp/kyc/status">{t('seeStatus')}</ButtonLink>
    </Card>
  )
}
