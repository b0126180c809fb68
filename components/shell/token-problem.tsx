import { useTranslations } from 'next-intl'
import { Icon, type IconName } from '@/components/ui/icon'
import type { ScreenParams } from '@/lib/contract/params'
import { type Brand, SupportLink } from './frame'
import { TellOnShow } from './host'
import { type Exit, LeaveButton } from './leave'
import styles from './token-problem.module.css'

type Problem = NonNullable<ScreenParams['problem']>

const ICONS: Record<Problem, IconName> = {
  TOKEN_MISSING: 'lock',
  TOKEN_MALFORMED: 'alert',
  TOKEN_INVALID: 'alert',
  TOKEN_EXPIRED: 'clock',
  TOKEN_USED: 'check-circle',
  SESSION_EXPIRED: 'clock',
  BACKEND_UNAVAILABLE: 'retry',
}

/** Why the screens cannot be opened with this link, and what to do: nothing that was typed is lost. */
export function TokenProblem({ problem, brand, exit }: { problem: Problem; brand: Brand; exit: Exit }) {
  const t = useTranslations('token')
  return (
    <div className={styles.problem}>
      <span className={styles.icon}>
        <Icon name={ICONS[problem]} />
      </span>
      <h1>{t(`${problem}.title`)}</h1>
      <p>{t(`${problem}.text`)}</p>
      <div className={styles.actions}>
        <LeaveButton exit={exit} />
        <SupportLink brand={brand} />
      </div>
      <p className={styles.code}>{t('code', { code: problem })}</p>
      <TellOnShow type={problem === 'SESSION_EXPIRED' ? 'kyc:session_expired' : 'kyc:token_needed'} code={problem} />
    </div>
  )
}
