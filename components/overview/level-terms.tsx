import { useFormatter, useTranslations } from 'next-intl'
import { LEVEL_TERMS, type LevelName, levelName } from '@/lib/contract/levels/levels'
import styles from './level-terms.module.css'

const LIMITS = ['dailyDeposit', 'monthlyDeposit', 'maxPosition'] as const

/** What a level opens, beside what is open now, and how long its review takes. */
export function LevelTerms({ level, requiredLevel }: { level: number; requiredLevel: number }) {
  const t = useTranslations('kyc')
  const levels = useTranslations('levels')
  const format = useFormatter()
  const now = LEVEL_TERMS[levelName(level)].limits
  const after = LEVEL_TERMS[levelName(requiredLevel)].limits
  const reached = level >= requiredLevel
  return (
    <table className={styles.terms}>
      <caption className="visually-hidden">{t('unlocks')}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{t('now')}</th>
          {!reached && <th scope="col">{t('after')}</th>}
        </tr>
      </thead>
      <tbody>
        {LIMITS.map((limit) => (
          <tr key={limit}>
            <th scope="row">{levels(limit)}</th>
            <td>{format.number(now[limit])}</td>
            {!reached && <td className={styles.after}>{format.number(after[limit])}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** How long a level's review takes, in words; empty for a level that needs none. */
export function useProcessingTime(): (level: LevelName) => string {
  const t = useTranslations('levels')
  return (level) => {
    const time = LEVEL_TERMS[level].processing
    return time ? t(time.unit, { from: time.from, to: time.to }) : ''
  }
}
