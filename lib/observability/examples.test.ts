import { readFileSync } from 'node:fs'
import { parser } from '@prometheus-io/lezer-promql'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { createMetrics } from './metrics'

const read = (page: string) => readFileSync(new URL(`../../docs/${page}`, import.meta.url), 'utf8')

/** As Prometheus reads rule files: it refuses a key that it does not know. */
const rulesSchema = z.strictObject({
  groups: z.array(
    z.strictObject({
      name: z.string().min(1),
      rules: z.array(
        z.strictObject({
          alert: z.string().regex(/^Kyc[A-Za-z]+$/),
          expr: z.string(),
          for: z.string().regex(/^\d+[smhd]$/),
          labels: z.strictObject({ severity: z.enum(['info', 'warning', 'critical']) }),
          annotations: z.strictObject({ summary: z.string(), next: z.string().optional() }),
        }),
      ),
    }),
  ),
})
const rules = rulesSchema.parse(parse(read('alerts.example.yml'))).groups.flatMap((group) => group.rules)

const dashboardSchema = z.object({
  title: z.string().min(1),
  schemaVersion: z.int(),
  templating: z.object({ list: z.array(z.object({ name: z.string(), type: z.string() })) }),
  panels: z.array(
    z.object({
      id: z.int(),
      title: z.string().min(1),
      gridPos: z.object({ x: z.int(), y: z.int(), w: z.int(), h: z.int() }),
      targets: z.array(z.object({ expr: z.string(), legendFormat: z.string() })).min(1),
    }),
  ),
})
const dashboard = dashboardSchema.parse(JSON.parse(read('dashboard.example.json')))

const EXPRESSIONS = [
  ...rules.map(({ alert, expr, annotations }) => ({ of: `alert ${alert}`, expr, said: JSON.stringify(annotations) })),
  ...dashboard.panels.flatMap(({ title, targets }) =>
    targets.map(({ expr, legendFormat }) => ({ of: `panel ${title}`, expr, said: legendFormat })),
  ),
]

/** What an expression names, by Prometheus's own grammar: metrics, labels, and where it is wrong. */
function namesIn(expr: string) {
  const found: Record<'metrics' | 'labels' | 'wrong', string[]> = { metrics: [], labels: [], wrong: [] }
  parser.parse(expr).iterate({
    enter({ name, type, from, to, node }) {
      const text = expr.slice(from, to)
      if (type.isError) found.wrong.push(`at ${from}: ${expr.slice(from, from + 12)}`)
      if (name === 'Identifier' && node.parent?.name === 'VectorSelector') found.metrics.push(text)
      if (name === 'LabelName') found.labels.push(text)
    },
  })
  return found
}

/** Every metric that a process has, with its labels. */
async function figures() {
  const metrics = createMetrics({
    anchors: ['anchors.ndjson'],
    now: () => 0,
    backlog: async () => [{ lane: 'mail', waiting: 1, oldest_seconds: 1, dead: 1 }],
    lists: async () => [{ list: 'un', entries: 700, age_hours: 2, refused_at: null }],
    overdue: async () => [{ brand: 'acme', count: 1 }],
  })
  metrics.countEvents('acme', [{ event: 'step.submitted' }])
  metrics.countRefusal({ code: 'INTERNAL' })
  metrics.countFunnel({
    ...{ brand: 'acme', screen: 'kyc', step: 'personal', device: 'phone', language: 'en' },
    ...{ stage: 'submitted', seconds: 1 },
  })
  const labels = new Map<string, Set<string>>()
  for (const [, name = '', within = ''] of (await metrics.text()).matchAll(/^([a-z_]\w*)(?:\{(.*)\})? /gm)) {
    const known = labels.get(name) ?? new Set(['instance', 'job'])
    for (const [, label = ''] of within.matchAll(/(\w+)="/g)) known.add(label)
    labels.set(name, known)
  }
  return labels
}

describe('the examples for those who watch', () => {
  it.each(EXPRESSIONS)('ask what Prometheus understands, of figures that there are: $of', async ({ expr, said }) => {
    const known = await figures()
    const { metrics, labels, wrong } = namesIn(expr)
    expect(wrong).toEqual([])
    expect(metrics.length).toBeGreaterThan(0)
    expect(metrics.filter((name) => !known.has(name))).toEqual([])
    const has = (label: string) => metrics.some((name) => known.get(name)?.has(label))
    const shown = [...said.matchAll(/\{\{\s*(?:\$labels\.)?(\w+)\s*\}\}/g)].flatMap((match) => match[1] ?? [])
    expect([...labels, ...shown].filter((label) => !has(label))).toEqual([])
  })

  it('are told wrong where they are', async () => {
    expect(namesIn('sum by (lane (kyc_jobs_dead)').wrong).not.toEqual([])
    expect(namesIn('rate(kyc_gone{lane="x"}[5m]) > 1')).toEqual({ metrics: ['kyc_gone'], labels: ['lane'], wrong: [] })
    expect((await figures()).has('kyc_gone')).toBe(false)
  })

  it('have each alert and each panel once, and panels that do not overlap', () => {
    const names = [...rules.map(({ alert }) => alert), ...dashboard.panels.map(({ title }) => title)]
    expect(new Set(names).size).toBe(names.length)
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length)
    const places = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, i) => `${x + (i % w)} ${y + Math.floor(i / w)}`),
    )
    expect(new Set(places).size).toBe(places.length)
    expect(dashboard.templating.list).toMatchObject([{ name: 'prometheus', type: 'datasource' }])
  })
})
