import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { THEMES } from '@/lib/contract/host/themes'
import { REQUESTABLE_LEVELS } from '@/lib/contract/levels/levels'
import { LANGUAGE_NAMES, LANGUAGES } from '@/lib/i18n/languages'
import { type Choices, PEOPLE, SCREENS, SOURCES, TRIGGER_NAMES, TRIGGERS } from './choices'
import styles from './control-panel.module.css'
import { Select } from './select'

type ControlPanelProps = {
  choices: Choices
  onChange: (choices: Choices) => void
  onVerify: () => void
  onOpenPage: () => void
  /** A choice that stands before the others. */
  children: ReactNode
}

/** Who opens the screens, why, and how. */
export function ControlPanel({ choices, onChange, onVerify, onOpenPage, children }: ControlPanelProps) {
  const t = useTranslations('sandbox')
  const set = (changed: Partial<Choices>) => onChange({ ...choices, ...changed })
  return (
    <Card className={styles.panel} aria-label={t('panel')}>
      {children}
      <People chosen={choices.person} onChoose={(person) => set({ person })} />
      <Select
        label={t('trigger')}
        value={choices.trigger}
        values={TRIGGER_NAMES}
        name={(value) => t(`triggers.${value}.name`)}
        onChange={(trigger) => set({ trigger, kycType: TRIGGERS[trigger] })}
      />
      <div className={styles.pair}>
        <Select
          label={t('kycType')}
          value={choices.kycType}
          values={REQUESTABLE_LEVELS}
          name={(value) => t(`levels.${value}`)}
          onChange={(kycType) => set({ kycType })}
        />
        <Select
          label={t('screen')}
          value={choices.screen}
          values={SCREENS}
          name={(value) => t(SCREEN_NAMES[value])}
          onChange={(screen) => set({ screen })}
        />
        <Select
          label={t('language')}
          value={choices.lang}
          values={LANGUAGES}
          name={(value) => LANGUAGE_NAMES[value]}
          onChange={(lang) => set({ lang })}
        />
        <Select
          label={t('theme')}
          value={choices.theme}
          values={THEMES}
          name={(value) => t(`themes.${value}`)}
          onChange={(theme) => set({ theme })}
        />
        <Select
          label={t('source')}
          value={choices.source}
          values={SOURCES}
          name={(value) => value}
          onChange={(source) => set({ source })}
        />
      </div>
      <Button wide icon="shield" onClick={onVerify}>
        {t('verify')}
      </Button>
      <Button wide kind="secondary" size="small" icon="external" onClick={onOpenPage}>
        {t('openPage')}
      </Button>
    </Card>
  )
}

const SCREEN_NAMES = {
  '/inapp/kyc': 'screens.kyc',
  '/inapp/kyc/upload': 'screens.upload',
  '/inapp/kyc/status': 'screens.status',
} as const

function People({ chosen, onChoose }: { chosen: string; onChoose: (name: string) => void }) {
  const t = useTranslations('sandbox')
  const own = (PEOPLE as readonly string[]).includes(chosen) ? '' : chosen
  return (
    <fieldset className={styles.people}>
      <legend className={styles.label}>{t('person')}</legend>
      {PEOPLE.map((name) => (
        <label key={name} className={styles.person}>
          <input type="radio" name="person" checked={chosen === name} onChange={() => onChoose(name)} />
          <span aria-hidden="true" className={styles.avatar}>
            {name.split(' ').map((word) => word.charAt(0))}
          </span>
          {name}
        </label>
      ))}
      <label className={styles.other}>
        <span className="visually-hidden">{t('otherPerson')}</span>
        <input
          type="text"
          className={styles.name}
          maxLength={60}
          placeholder={t('otherPerson')}
          value={own}
          onChange={(event) => onChoose(event.target.value || PEOPLE[0])}
        />
      </label>
    </fieldset>
  )
}
