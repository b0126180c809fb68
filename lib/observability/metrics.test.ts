import { describe, expect, it } from 'vitest'
import { createMetrics } from './metrics'

const lane = { lane: 'webhooks', waiting: 3, oldest_seconds: 12.5, dead: 1 }

const lists = async () => [
  { list: 'un', entries: 700, age_hours: 2, refused_at: null },
  { list: 'own', entries: 0, age_hours: null, refused_at: '2026-11-20T12:00:00.000Z' },
]

describe('the figures of a process', () => {
  it('are text for Prometheus: what happened, what was refused, what waits, and how the process is', async () => {
    let now = 0
    const metrics = createMetrics({
      anchors: ['anchors.ndjson', 's3://anchors/'],
      now: () => now,
      backlog: async () => [lane],
      lists,
      overdue: async () => [{ brand: 'acme', count: 3 }],
    })
    metrics.countEvents('acme', [{ event: 'step.submitted' }, { event: 'step.submitted' }])
    metrics.countRefusal({ code: 'DOCUMENT_QUALITY_LOW', reason: 'BLUR' })
    const place = { brand: 'acme', screen: 'kyc', step: 'personal', device: 'phone', language: 'mt' } as const
    metrics.countFunnel({ ...place, stage: 'submitted', seconds: 45 })
    now = 600_000
    metrics.noteAnchored('s3://anchors/')
    now = 900_000
    const lines = (await metrics.text()).split('\n')
    for (const line of [
      'kyc_events_total{event="step.submitted",brand="acme"} 2',
      'kyc_refusals_total{code="DOCUMENT_QUALITY_LOW",reason="BLUR"} 1',
      'kyc_jobs_waiting{lane="webhooks"} 3',
      'kyc_jobs_lag_seconds{lane="webhooks"} 12.5',
      'kyc_jobs_dead{lane="webhooks"} 1',
      'kyc_funnel_total{screen="kyc",step="personal",stage="submitted",device="phone"} 1',
      'kyc_step_seconds_bucket{le="60",step="personal"} 1',
      'kyc_list_age_seconds{list="un"} 7200',
      'kyc_list_entries{list="un"} 700',
      'kyc_list_refused{list="un"} 0',
      'kyc_list_refused{list="own"} 1',
      'kyc_reviews_overdue{brand="acme"} 3',
      'kyc_audit_anchor_age_seconds{place="anchors.ndjson"} 900',
      'kyc_audit_anchor_age_seconds{place="s3://anchors/"} 300',
    ])
      expect(lines).toContain(line)
    for (const name of ['nodejs_eventloop_lag_p99_seconds', 'process_resident_memory_bytes'])
      expect(lines.some((line) => line.startsWith(name))).toBe(true)
  })
})
