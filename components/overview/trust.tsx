import { useLocale, useTranslations } from 'next-intl'
import { Icon } from '@/components/ui/icon'
import type { LocalText } from '@/lib/contract/form'
import { localText } from '@/lib/form/local-text'
import styles from './trust.module.css'

/** Chinese and Japanese sentences end in a stop that is as wide as a sign, and have no space between them. */
const isSpaced = (language: string) => language !== 'ja' && !language.startsWith('zh')

/** Before the first question: who asks and why, who looks, and how long it is kept. In the broker's words, or ours. */
export function Trust({ brand }: { brand: { name: string; trust: LocalText | null } }) {
  const t = useTranslations('kyc.trust')
  const language = useLocale()
  return (
    <p className={styles.trust}>
      <Icon name="lock" />
      <bdi>
        {brand.trust === null
          ? [t('why', { brand: brand.name }), t('who'), t('kept')].join(isSpaced(language) ? ' ' : '')
          : localText(brand.trust, language)}
      </bdi>
    </p>
  )
}
