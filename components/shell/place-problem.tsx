import { useTranslations } from 'next-intl'
import { Icon, type IconName } from '@/components/ui/icon'
import { PLACE_PROBLEMS, type PlaceProblem as Problem } from '@/lib/contract/host/place'
import styles from './token-problem.module.css'

const ICONS: Record<Problem, IconName> = {
  FRAME_SEALED: 'lock',
  FRAME_REFUSED: 'lock',
  ORIGIN_REFUSED: 'alert',
  INSECURE_PAGE: 'alert',
  COOKIES_BLOCKED: 'alert',
  SCRIPTS_BLOCKED: 'alert',
}

/** Why the screens cannot be used in this place, and for whoever runs it, what to set there. */
export function PlaceProblem({ problem }: { problem: Problem }) {
  const t = useTranslations('place')
  const { fix } = PLACE_PROBLEMS[problem]
  return (
    <div className={styles.problem}>
      <span className={styles.icon}>
        <Icon name={ICONS[problem]} />
      </span>
      <h1>{t(`${problem}.title`)}</h1>
      <p>{t(`${problem}.text`)}</p>
      <p className={styles.code}>{problem}</p>
      {fix && (
        <p className={styles.code}>
          <span>{t('toSet')}</span> <code dir="ltr">{fix}</code>
        </p>
      )}
    </div>
  )
}

/** What comes after the rest of a page waits hidden for a script that puts it in its place: it is shown where it waits. */
const SHOWN_WHERE_IT_WAITS = "[hidden][id^='S:']{display:block!important}main[aria-busy]{display:none}"

/** The same where scripts do not run, without which the screens can do nothing but take a token. */
export function ScriptsBlocked() {
  return (
    <noscript>
      <style>{SHOWN_WHERE_IT_WAITS}</style>
      <div data-without-scripts="" className={styles.alone}>
        <PlaceProblem problem="SCRIPTS_BLOCKED" />
      </div>
    </noscript>
  )
}
