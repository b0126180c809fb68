import type { Row } from './find-rows'

/** A row of a zone with its text, as long as what was read, and where its characters are, in pixels from its middle. */
export type ZoneRow = Row & { readonly text: string; readonly count: number; readonly cells: readonly number[] }
