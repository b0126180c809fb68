/** How well a way of comparing tells pairs apart at a threshold. */
export type Figures = { readonly precision: number; readonly recall: number; readonly f1: number }

export type Scored = { readonly score: number; readonly match: boolean }

export function figuresAt(threshold: number, scored: readonly Scored[]): Figures {
  const hits = scored.filter(({ score }) => score >= threshold)
  const right = hits.filter(({ match }) => match).length
  const matches = scored.filter(({ match }) => match).length
  const precision = hits.length === 0 ? 0 : right / hits.length
  const recall = matches === 0 ? 0 : right / matches
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) }
}

/** The threshold with the best F1: what a way of comparing could do if it had been tuned on these very pairs. */
export function bestFigures(scored: readonly Scored[]): Figures & { threshold: number } {
  const thresholds = Array.from({ length: 61 }, (_, at) => 0.4 + at / 100)
  return thresholds
    .map((threshold) => ({ ...figuresAt(threshold, scored), threshold }))
    .reduce((best, one) => (one.f1 > best.f1 ? one : best))
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`

export function told({ precision, recall, f1 }: Figures): string {
  return `F1 ${f1.toFixed(3)}  precision ${percent(precision)}  recall ${percent(recall)}`
}
