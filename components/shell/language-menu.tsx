'use client'

import { useLocale, useTranslations } from 'next-intl'
import { Icon } from '@/components/ui/icon'
import { LANGUAGE_NAMES, LANGUAGES } from '@/lib/i18n/languages'
import { useHost } from './host'
import styles from './language-menu.module.css'
import { useChooseLanguage } from './use-choose-language'

const NAMED = LANGUAGES.map((code) => ({ code, name: LANGUAGE_NAMES[code] }))

/** Another language, at once: the screen is drawn anew around what was typed. */
export function LanguageMenu() {
  const t = useTranslations('shell')
  const [language] = useLocale().split('-')
  const tell = useHost()
  const chooseLanguage = useChooseLanguage()
  const choose = async (lang: string) => {
    await chooseLanguage(lang)
    tell('kyc:language_changed', { language: lang })
  }
  return (
    <label className={styles.menu}>
      <Icon name="globe" />
      <span className="visually-hidden">{t('language')}</span>
      <select value={language} onChange={({ target }) => void choose(target.value)}>
        {NAMED.map(({ code, name }) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </select>
      <Icon name="chevron-down" />
    </label>
  )
}
