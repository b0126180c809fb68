import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Icon } from '@/components/ui/icon'
import { Progress } from '@/components/ui/progress'
import { BrandMark } from './brand-mark'
import styles from './frame.module.css'
import { LanguageMenu } from './language-menu'
import { BackControl, CloseControl } from './leave'

export type Brand = {
  name: string
  /** As `data:` addresses; for both themes, unless there is one for the dark. */
  logo: { light: string; dark?: string | undefined } | null
  supportEmail: string | null
  supportUrl: string | null
  termsUrl: string | null
  privacyUrl: string | null
  /** Shown as a ribbon: nothing here is real. */
  sandbox: boolean
}

type FrameProps = {
  brand: Brand
  /** Whose screen it is, as `person-tag.ts` names them; null before anybody is known. */
  person: string | null
  /** Where Back leads; null on the first screen, where it leaves. */
  backHref: string | null
  /** wide: a column beside the main one. */
  width?: 'narrow' | 'wide'
  /** How many of the steps are done; null where nothing is left to do, and before anybody is known. */
  progress: { done: number; total: number } | null
  children: ReactNode
}

/** What stands around every screen: our own Back and X (cTrader's rule), whose screen it is, and how to get help. */
export function Frame({ brand, person, backHref, width = 'narrow', progress, children }: FrameProps) {
  const t = useTranslations('shell')
  return (
    <div className={styles.frame} data-person={person ?? undefined}>
      <a className={styles.skip} href="#main">
        {t('skip')}
      </a>
      <Bar {...{ brand, backHref, progress }} />
      <main id="main" tabIndex={-1} className={`${styles.main} ${styles[width]}`}>
        {children}
      </main>
      <footer className={styles.footer}>
        <p>
          <Icon name="lock" />
          <span>{t('privacy')}</span>
        </p>
        <SupportLink brand={brand} />
        {brand.termsUrl && (
          <a href={brand.termsUrl} target="_blank" rel="noreferrer" className={styles.support}>
            {t('terms')}
          </a>
        )}
        {brand.privacyUrl && (
          <a href={brand.privacyUrl} target="_blank" rel="noreferrer" className={styles.support}>
            {t('privacyPolicy')}
          </a>
        )}
        <LanguageMenu />
      </footer>
    </div>
  )
}

/** Back, whose screens these are with how far the person is, and X. */
function Bar({ brand, backHref, progress }: Pick<FrameProps, 'brand' | 'backHref' | 'progress'>) {
  const t = useTranslations('shell')
  return (
    <header className={styles.header}>
      <div className={styles.bar}>
        <BackControl href={backHref} />
        <div className={styles.whose}>
          <BrandMark name={brand.name} logo={brand.logo} />
          <p className={styles.below}>
            {brand.sandbox && <span className={styles.sandbox}>{t('sandbox')}</span>}
            {progress && <span>{t('progress', progress)}</span>}
          </p>
        </div>
        <CloseControl />
      </div>
      {progress && (
        <div className={styles.progress}>
          <Progress
            value={progress.done}
            max={progress.total}
            label={t('progressLabel')}
            valueText={t('progress', progress)}
          />
        </div>
      )}
    </header>
  )
}

/** Where a person is reached: a page or an email address; null where the broker named neither. */
export function supportAddress({ supportUrl, supportEmail }: Brand): string | null {
  return supportUrl ?? (supportEmail && `mailto:${supportEmail}`)
}

/** How to reach a person. */
export function SupportLink({ brand }: { brand: Brand }) {
  const t = useTranslations('shell')
  const href = supportAddress(brand)
  if (!href) return null
  return (
    <a href={href} target="_blank" rel="noreferrer" className={styles.support}>
      {t('support')}
    </a>
  )
}
