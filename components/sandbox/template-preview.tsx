'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Icon } from '@/components/ui/icon'
import { Notice } from '@/components/ui/notice'
import { THEMES, type Theme } from '@/lib/contract/host/themes'
import { LANGUAGE_NAMES, LANGUAGES, type Language } from '@/lib/i18n/languages'
import { EXAMPLE_SCHEMA } from './example-schema'
import { Select } from './select'
import styles from './template-preview.module.css'
import { type Remark, usePreview, type Verdict } from './use-preview'

/** Where what has been written is kept while the tab is open. */
const KEPT_AS = 'template-preview'

function kept(): string | null {
  try {
    return sessionStorage.getItem(KEPT_AS)
  } catch {
    return null
  }
}

/** Where the browser keeps nothing, or not so much, it goes on without. */
function keep(text: string): void {
  try {
    sessionStorage.setItem(KEPT_AS, text)
  } catch {
    return
  }
}

/** A `form_schema` beside the real screen that comes of it, with what the server says of it. */
export function TemplatePreview() {
  const t = useTranslations('sandbox')
  const id = useId()
  const [text, setText] = useState(EXAMPLE_SCHEMA)
  const [lang, setLang] = useState<Language>('en')
  const [theme, setTheme] = useState<Theme>('light')
  useEffect(() => setText(kept() ?? EXAMPLE_SCHEMA), [])
  const { verdict, address } = usePreview(text, { lang, theme })
  const write = (changed: string) => {
    setText(changed)
    keep(changed)
  }
  return (
    <div className={styles.page}>
      <header className={styles.top}>
        <a href="/" className={styles.back}>
          <Icon name="back" /> {t('preview.back')}
        </a>
        <h1>{t('preview.title')}</h1>
        <p>{t('preview.lead')}</p>
      </header>
      <main className={styles.main}>
        <Card className={styles.editor}>
          <div className={styles.choices}>
            <Select
              label={t('language')}
              value={lang}
              values={LANGUAGES}
              name={(value) => LANGUAGE_NAMES[value]}
              onChange={setLang}
            />
            <Select
              label={t('theme')}
              value={theme}
              values={THEMES}
              name={(value) => t(`themes.${value}`)}
              onChange={setTheme}
            />
          </div>
          <label htmlFor={id} className={styles.label}>
            {t('preview.schema')}
          </label>
          <textarea
            id={id}
            className={styles.schema}
            spellCheck={false}
            autoCapitalize="off"
            autoCorrect="off"
            value={text}
            onChange={(event) => write(event.target.value)}
          />
          <VerdictNotice verdict={verdict} />
          <Button kind="quiet" size="small" icon="retry" onClick={() => write(EXAMPLE_SCHEMA)}>
            {t('preview.reset')}
          </Button>
        </Card>
        {address && (
          <iframe key={address} src={address} title={t('preview.frame')} className={styles.frame} allow="camera" />
        )}
      </main>
    </div>
  )
}

function VerdictNotice({ verdict }: { verdict: Verdict }) {
  const t = useTranslations('sandbox.preview')
  return (
    <div role="status">
      {verdict.kind === 'failed' && <Notice tone="warn">{t('failed')}</Notice>}
      {verdict.kind === 'asking' && <Notice tone="info">{t('checking')}</Notice>}
      {verdict.kind === 'taken' && <Notice tone="good">{t('taken')}</Notice>}
      {verdict.kind === 'taken' && verdict.warnings.length > 0 && (
        <Notice tone="warn" title={t('warnings')}>
          <Remarks remarks={verdict.warnings} />
        </Notice>
      )}
      {verdict.kind === 'not_json' && (
        <Notice tone="warn" title={t('notJson')}>
          {verdict.message}
        </Notice>
      )}
      {verdict.kind === 'refused' && (
        <Notice tone="bad" title={t('refused')}>
          <Remarks remarks={verdict.faults} />
        </Notice>
      )}
    </div>
  )
}

function Remarks({ remarks }: { remarks: readonly Remark[] }) {
  return (
    <ul className={styles.errors}>
      {remarks.map(({ path, message }) => (
        <li key={`${path} ${message}`}>
          <code>{path}</code> {message}
        </li>
      ))}
    </ul>
  )
}
