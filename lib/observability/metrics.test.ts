import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createMetrics } from './metrics'

const lane = { lane: 'webhooks', waiting: 3, oldest_seconds: 12.5, dead: 1 }

describe('the figures of a process', () => {
  it('are text for Prometheus: what happened, what was refused, what waits, and how the process is', async () => {
    const metrics = createMetrics({ backlog: async () => [lane] })
    metrics.countEvents('acme', [{ event: 'step.submitted' }, { event: 'step.submitted' }])
    metrics.countRefusal({ code: 'DOCUMENT_QUALITY_LOW', reason: 'BLUR' })
    const lines = (await metrics.text()).split('\n')
    for (const line of [
      'kyc_events_total{event="step.submitted",brand="acme"} 2',
      'kyc_refusals_total{code="DOCUMENT_QUALITY_LOW",reason="BLUR"} 1',
      'kyc_jobs_waiting{lane="webhooks"} 3',
      'kyc_jobs_lag_seconds{lane="webhooks"} 12.5',
      'kyc_jobs_dead{lane="webhooks"} 1',
    ])
      expect(lines).toContain(line)
    for (const name of ['nodejs_eventloop_lag_p99_seconds', 'process_resident_memory_bytes'])
      expect(lines.some((line) => line.startsWith(name))).toBe(true)
  })

  it('are all that the example of alert rules asks for', async () => {
    const rules = readFileSync(new URL('../../docs/alerts.example.yml', import.meta.url), 'utf8')
    const text = await createMetrics({ backlog: async () => [lane] }).text()
    const asked = new Set(rules.match(/\b(kyc|nodejs|process)_[a-z0-9_]+/g))
    expect(asked.size).toBeGreaterThan(4)
    expect([...asked].filter((name) => !text.includes(`# TYPE ${name} `))).toEqual([])
  })
})
