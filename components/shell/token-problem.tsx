import { useTranslations } from 'next-intl'
import { Icon, type IconName } from '@/components/ui/icon'
import type { ScreenProblem } from '@/lib/contract/error-codes'
import type { HostEventType } from '@/lib/contract/host/host'
import { type Brand, SupportLink } from './frame'
import { TellOnShow } from './host'
import { LeaveButton } from './leave'
import styles from './token-problem.module.css'

const ICONS: Record<ScreenProblem, IconName> = {
  TOKEN_MISSING: 'lock',
  TOKEN_MALFORMED: 'alert',
  TOKEN_INVALID: 'alert',
  TOKEN_EXPIRED: 'clock',
  TOKEN_USED: 'check-circle',
  SESSION_EXPIRED: 'clock',
  BACKEND_UNAVAILABLE: 'retry',
  TOO_MANY_REQUESTS: 'clock',
  NOT_SET_UP: 'clock',
}

/** What the host hears; a fresh token helps with all others. */
const TOLD: Partial<Record<ScreenProblem, HostEventType>> = {
  SESSION_EXPIRED: 'kyc:session_expired',
  BACKEND_UNAVAILABLE: 'kyc:error',
  TOO_MANY_REQUESTS: 'kyc:error',
  NOT_SET_UP: 'kyc:error',
}

/** Why the screens cannot be shown, and what to do: nothing that was typed is lost. */
export function TokenProblem({ problem, brand }: { problem: ScreenProblem; brand: Brand }) {
  const t = useTranslations('token')
  return (
    <div className={styles.problem}>
      <span className={styles.icon}>
        <Icon name={ICONS[problem]} />
      </span>
      <h1>{t(`${problem}.title`)}</h1>
      <p>{t(`${problem}.text`)}</p>
      <div className={styles.actions}>
        <LeaveButton />
        <SupportLink brand={brand} />
      </div>
      <p className={styles.code}>{t('code', { code: problem })}</p>
      <TellOnShow type={TOLD[problem] ?? 'kyc:token_needed'} code={problem} />
    </div>
  )
}
