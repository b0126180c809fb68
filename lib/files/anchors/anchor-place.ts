import { type Anchor, anchorSchema } from '@/lib/contract/audit'

/** How far a brand's audit goes. */
export type AuditEnd = Pick<Anchor, 'brand' | 'sequence'>

/** What a place holds, all of it: what is no anchor, or was no longer as it was put there, is named and not left out. */
export type AnchorRecord = { anchors: Anchor[]; faults: string[] }

/** A place outside the database that holds how each brand's audit ended. */
export type AnchorPlace = {
  /** How operators know it; it says no password. */
  readonly name: string
  /** The anchors that it has of the given brands, from the given row on. */
  since: (ends: readonly AuditEnd[]) => Promise<Anchor[]>
  /** Resolves once it holds it. Throws where it does not take it, or has another of the same row. */
  keep: (anchor: Anchor) => Promise<void>
  /** Null where only whoever it is sent to can say what came. */
  read: (() => Promise<AnchorRecord>) | null
  /** What keeps it from being worth something, as far as can be known beforehand; null for nothing. */
  warning: () => Promise<string | null>
}

/** An anchor as it is kept and sent everywhere, a line of its own: what all places hold, put together, is one file. */
export function writeAnchor(anchor: Anchor): string {
  return `${JSON.stringify(anchor)}\n`
}

/** Undefined for what is no anchor. */
export function readAnchor(text: string): Anchor | undefined {
  try {
    return anchorSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

export function isSince(ends: readonly AuditEnd[], anchor: Anchor): boolean {
  return ends.some(({ brand, sequence }) => brand === anchor.brand && anchor.sequence >= sequence)
}
