import { judge } from '../checks'
import { drawScene, FINDING_OF, LABELS, type Label } from './labelled'

/** How the checks did on the pictures of one label: shares of them, 0 to 1. */
export type Accuracy = {
  label: Label
  /** Good ones: accepted. Others: something was found, whatever it was. */
  caught: number
  /** The finding was the one that the label asks for. */
  exact: number
  /** Of one picture, in milliseconds. */
  cost: number
}

/** Judges `count` drawn pictures of each label. */
export async function measureAccuracy(count: number): Promise<Accuracy[]> {
  const rows: Accuracy[] = []
  for (const label of LABELS) rows.push(await measureLabel(label, count))
  return rows
}

async function measureLabel(label: Label, count: number): Promise<Accuracy> {
  const row = { label, caught: 0, exact: 0, cost: 0 }
  for (let index = 0; index < count; index += 1) {
    const scene = await drawScene(label, index)
    const begun = performance.now()
    const codes = judge(scene, scene).findings.map(({ code }) => code)
    row.cost += (performance.now() - begun) / count
    if ((codes.length === 0) === (label === 'good')) row.caught += 1 / count
    if (label === 'good' ? codes.length === 0 : codes.includes(FINDING_OF[label])) row.exact += 1 / count
  }
  return row
}

/** The share of good pictures accepted, and of all others caught. */
export function totalsOf(rows: readonly Accuracy[]): { accepted: number; caught: number } {
  const bad = rows.filter(({ label }) => label !== 'good')
  return {
    accepted: rows.find(({ label }) => label === 'good')?.caught ?? 0,
    caught: bad.reduce((sum, { caught }) => sum + caught, 0) / Math.max(1, bad.length),
  }
}
