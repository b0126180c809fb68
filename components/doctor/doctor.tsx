'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Icon } from '@/components/ui/icon'
import type { HostCommand } from '@/lib/contract/host/host'
import { connectHost, type HostSettings } from '@/lib/host'
import styles from './doctor.module.css'
import { examine, type Finding } from './examine'

/** Opened inside a host: what works there, in words and as JSON. */
export function Doctor({ allowedOrigins, ctraderPlugin }: HostSettings) {
  const t = useTranslations('sandbox.doctor')
  const [findings, setFindings] = useState<readonly Finding[]>([])
  const [heard, setHeard] = useState<readonly HostCommand[]>([])
  useEffect(() => {
    const host = connectHost({ allowedOrigins, ctraderPlugin }, (command) => setHeard((before) => [...before, command]))
    host.tell('kyc:ready', { session: null, step: null, level: null })
    void examine().then(setFindings)
    return host.end
  }, [allowedOrigins, ctraderPlugin])
  // The server has an agent of its own.
  const agent = findings.length > 0 ? navigator.userAgent : null
  const report = JSON.stringify({ agent, findings, heard }, null, 2)
  return (
    <main className={styles.doctor}>
      <header>
        <h1>{t('title')}</h1>
        <p>{t('lead')}</p>
      </header>
      <Card>
        <table className={styles.table}>
          <caption className="visually-hidden">{t('title')}</caption>
          <tbody>
            {findings.map(({ name, works, seen }) => (
              <tr key={name} data-works={works}>
                <th scope="row">{name}</th>
                <td>
                  <span className={styles.verdict}>
                    <Icon name={works ? 'check-circle' : 'alert'} />
                    <span>{t(works ? 'works' : 'fails')}</span>
                  </span>
                </td>
                <td>{seen}</td>
              </tr>
            ))}
            <tr data-works={heard.length > 0}>
              <th scope="row">{t('messages')}</th>
              <td>
                <span className={styles.verdict}>
                  <Icon name={heard.length > 0 ? 'check-circle' : 'clock'} />
                  <span>{t(heard.length > 0 ? 'works' : 'waiting')}</span>
                </span>
              </td>
              <td>{heard.length > 0 ? heard.map(({ type }) => type).join(', ') : t('speak')}</td>
            </tr>
          </tbody>
        </table>
      </Card>
      <Card>
        <h2>{t('json')}</h2>
        <pre data-testid="report" className={styles.report}>
          {report}
        </pre>
        <Button kind="secondary" size="small" onClick={() => void navigator.clipboard?.writeText(report)}>
          {t('copy')}
        </Button>
      </Card>
    </main>
  )
}
