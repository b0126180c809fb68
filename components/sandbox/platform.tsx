import { useFormatter, useTranslations } from 'next-intl'
import { useAmount } from '@/components/overview/level-terms'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { limitsOf } from '@/lib/contract/levels/limits-of'
import type { BrandTerms } from '@/lib/contract/levels/terms'
import type { Choices } from './choices'
import type { KnownPerson } from './known-person'
import styles from './platform.module.css'

/** Day after day, as open and close of a candle each: a drawn market, nobody's. */
const CANDLES = [
  [62, 58],
  [58, 66],
  [66, 61],
  [61, 70],
  [70, 74],
  [74, 69],
  [69, 63],
  [63, 67],
  [67, 76],
  [76, 81],
  [81, 77],
  [77, 84],
  [84, 79],
  [79, 72],
  [72, 68],
  [68, 75],
  [75, 83],
  [83, 88],
  [88, 85],
  [85, 92],
  [92, 89],
  [89, 97],
  [97, 101],
  [101, 96],
] as const
const INSTRUMENTS = [
  ['EURUSD', '1.0842', 0.21],
  ['XAUUSD', '2,412.6', 0.74],
  ['GER40', '18,204', -0.32],
  ['USDJPY', '151.38', -0.08],
] as const

type PlatformProps = { choices: Choices; terms: BrandTerms | null; person: KnownPerson | null; onVerify: () => void }

/** A trading platform, drawn: what a trader sees in the moment in which verification is asked for. */
export function Platform({ choices, terms, person, onVerify }: PlatformProps) {
  const t = useTranslations('sandbox')
  const format = useFormatter()
  const limit = useAmount(terms)(limitsOf(terms, choices.kycType)?.dailyDeposit ?? 0)
  return (
    <section className={styles.window} aria-label={t('platform')}>
      <div className={styles.bar}>
        <span className={styles.dots} aria-hidden="true" />
        <span>{t('platformName')}</span>
        <span className={styles.account}>
          {person ? t('account', { login: String(person.tradingLogin) }) : choices.person}
        </span>
      </div>
      <div className={styles.body}>
        <ul className={styles.watch}>
          {INSTRUMENTS.map(([symbol, price, change]) => (
            <li key={symbol}>
              <strong>{symbol}</strong>
              <span>{price}</span>
              <span data-up={change > 0 || undefined}>
                {format.number(change / 100, { style: 'percent', maximumFractionDigits: 2, signDisplay: 'always' })}
              </span>
            </li>
          ))}
        </ul>
        <Chart />
        <div className={styles.prompt}>
          <span className={styles.badge}>
            <Icon name="shield" />
          </span>
          <h2>{t(`triggers.${choices.trigger}.title`)}</h2>
          <p>{t(`triggers.${choices.trigger}.text`, { limit })}</p>
          <Button onClick={onVerify} aria-label={t('verifyInPlatform')}>
            {t('verify')}
          </Button>
        </div>
      </div>
    </section>
  )
}

function Chart() {
  return (
    <svg className={styles.chart} viewBox="0 0 480 240" preserveAspectRatio="none" aria-hidden="true">
      {[40, 90, 140, 190].map((y) => (
        <line key={y} x1="0" x2="480" y1={y} y2={y} className={styles.grid} />
      ))}
      {CANDLES.map(([open, close], i) => {
        const x = i * 20 + 10
        const top = 240 - Math.max(open, close) * 2.1
        const height = Math.max(3, Math.abs(close - open) * 2.1)
        return (
          <g key={x} className={close >= open ? styles.up : styles.down}>
            <line x1={x} x2={x} y1={top - 7} y2={top + height + 8} />
            <rect x={x - 5} y={top} width="10" height={height} rx="1.5" />
          </g>
        )
      })}
    </svg>
  )
}
