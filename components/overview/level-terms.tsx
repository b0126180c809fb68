import { useLocale, useTranslations } from 'next-intl'
import { type LevelName, LIMIT_NAMES, levelName } from '@/lib/contract/levels/levels'
import { limitsOf } from '@/lib/contract/levels/limits-of'
import type { BrandTerms } from '@/lib/contract/levels/terms'
import { localText } from '@/lib/form/local-text'
import { amountText } from '@/lib/i18n/amount'
import styles from './level-terms.module.css'

/** So many characters of two amounts stand beside a limit's name at 320 px. */
const FITS_A_PHONE = 11

type LevelTermsProps = {
  terms: BrandTerms | null
  level: number
  requiredLevel: number
  /** The level before, where that is told. */
  previousLevel?: number | undefined
}

/** What a level opens, beside what is open now. Nothing for a brand that has set no limits: see `limitsOf`. */
export function LevelTerms({ terms, level, requiredLevel, previousLevel }: LevelTermsProps) {
  const t = useTranslations('kyc')
  const levels = useTranslations('levels')
  const amount = useAmount(terms)
  const now = limitsOf(terms, levelName(level))
  const before = previousLevel === undefined ? null : limitsOf(terms, levelName(previousLevel))
  const after = level >= requiredLevel ? null : limitsOf(terms, levelName(requiredLevel))
  if (!now) return null
  const rows = LIMIT_NAMES.map((name) => ({
    name,
    before: before && amount(before[name]),
    now: amount(now[name]),
    after: after && amount(after[name]),
  }))
  const isLong = rows.some((row) =>
    [row.before, row.now, row.after].some((text) => text !== null && text.length > FITS_A_PHONE),
  )
  return (
    <table className={styles.terms} data-long={isLong || undefined}>
      <caption className="visually-hidden">{t('unlocks')}</caption>
      <thead>
        <tr>
          <td />
          {before && <th scope="col">{t('before')}</th>}
          <th scope="col">{t('now')}</th>
          {after && <th scope="col">{t('after')}</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <th scope="row">{levels(row.name)}</th>
            {row.before !== null && <td>{row.before}</td>}
            <td className={before ? styles.after : undefined}>{row.now}</td>
            {row.after !== null && <td className={styles.after}>{row.after}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** How long a level's review takes, in words; empty where the brand does not say. */
export function useProcessingTime(terms: BrandTerms | null): (level: LevelName) => string {
  const t = useTranslations('levels')
  return (level) => {
    const time = level === 'none' ? undefined : terms?.levels[level].processing
    return time ? t(time.unit, { from: time.from, to: time.to }) : ''
  }
}

/** The verification of a level by name: as its brand calls the level, or "Standard verification". */
export function useLevelName(terms: BrandTerms | null): (level: LevelName) => string {
  const t = useTranslations('levels')
  const language = useLocale()
  return (level) => {
    const own = terms?.levels[level]?.name
    return own === undefined ? t('verification', { level }) : localText(own, language)
  }
}

/** Writes an amount of money in the currency of the terms. */
export function useAmount(terms: BrandTerms | null): (amount: number) => string {
  const language = useLocale()
  return (amount) => (terms?.currency === undefined ? '' : amountText(amount, terms.currency, language))
}
