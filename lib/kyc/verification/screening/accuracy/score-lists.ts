import type { ListEntry, Screener, Subject } from '../port'
import { jaroWinkler, tokenJaroWinkler } from './references'

/** Somebody to look for. `expected`: the entry that is meant, where it is known. */
export type Asked = { readonly subject: Subject; readonly expected?: string; readonly kind: string }

export type ListFigures = {
  readonly recall: number
  readonly precision: number
  readonly f1: number
  readonly falsePerThousand: number
  /** What was missed and what was found of clean names, for whoever wants to know why. */
  readonly missed: readonly Asked[]
  readonly false: readonly { asked: Asked; caption: string; score: number }[]
}

/** A positive counts as found by a hit on the entry that is meant, or by any hit where that is not known. */
export function listFigures(
  screener: Screener,
  positives: readonly Asked[],
  negatives: readonly Asked[],
  threshold: number,
): ListFigures {
  const hits = (asked: Asked) => screener.screen(asked.subject, { threshold, limit: 1000 }).hits
  const missed = positives.filter(
    (asked) => !hits(asked).some(({ entry_id }) => asked.expected === undefined || entry_id === asked.expected),
  )
  const wrong = negatives.flatMap((asked) => {
    const [best] = hits(asked)
    return best ? [{ asked, caption: best.matched_name, score: best.score }] : []
  })
  return figures(positives, negatives, missed, wrong)
}

function figures(
  positives: readonly Asked[],
  negatives: readonly Asked[],
  missed: Asked[],
  wrong: ListFigures['false'],
): ListFigures {
  const found = positives.length - missed.length
  const recall = positives.length === 0 ? 0 : found / positives.length
  const precision = found + wrong.length === 0 ? 0 : found / (found + wrong.length)
  return {
    ...{ recall, precision, f1: recall + precision === 0 ? 0 : (2 * recall * precision) / (recall + precision) },
    falsePerThousand: negatives.length === 0 ? 0 : (wrong.length / negatives.length) * 1000,
    ...{ missed, false: wrong },
  }
}

/**
 * The same for Jaro-Winkler, on whole names or by words: the best of all listed names decides. Its threshold is the one
 * that gives no more false hits than `falsePerThousand`, so that the recall of both can be compared.
 */
export function referenceFigures(
  entries: readonly ListEntry[],
  positives: readonly Asked[],
  negatives: readonly Asked[],
  by: 'whole' | 'words',
  falsePerThousand: number,
): { recall: number; threshold: number } {
  const names = entries.flatMap((entry) => entry.names.map(({ text }) => ({ id: entry.entry_id, text: plain(text) })))
  const compare = by === 'whole' ? jaroWinkler : tokenJaroWinkler
  const best = ({ subject, expected }: Asked, own: boolean) => {
    const text = plain(
      subject.names.map((name) => ('full' in name ? name.full : `${name.given} ${name.family}`))[0] ?? '',
    )
    return names.reduce(
      (most, name) =>
        own && expected !== undefined && name.id !== expected ? most : Math.max(most, compare(text, name.text)),
      0,
    )
  }
  const clean = negatives.map((asked) => best(asked, false)).sort((a, b) => b - a)
  const allowed = Math.floor((falsePerThousand / 1000) * negatives.length)
  const threshold = (clean[allowed] ?? 0) + 1e-9
  const found = positives.filter((asked) => best(asked, true) >= threshold).length
  return { recall: found / Math.max(1, positives.length), threshold }
}

const plain = (name: string) => name.toLowerCase().replace(/[,.-]/g, ' ').replace(/\s+/g, ' ').trim()
