import type { BrandScreening } from '@/lib/contract/screening/screening-settings'
import type { ReadReport } from '../verification/screening/lists/read-report'
import type { ListEntry, ListVersion, ScreeningHost, Topic } from '../verification/screening/port'

/** One version of a list, with its entries, and what was noted when it was read. */
export type TakenList = { version: ListVersion; entries: readonly ListEntry[]; report?: ReadReport }

/**
 * What a list's source answered. `confirmed_at`: since when it is known that there was no newer version, where that is not now.
 * Throws where it cannot be reached, or cannot be read: with the place.
 */
export type FetchedList =
  | { unchanged: true }
  | { taken: TakenList; etag: string | null; confirmed_at?: string | undefined }
/** @param etag of the version in force. */
export type FetchList = (list: {
  name: string
  /** URLs, and paths of files. */
  sources: readonly string[]
  topic: Topic | null
  etag: string | null
}) => Promise<FetchedList>

/** How people are screened in this deployment. */
export type Screening = {
  settingsOf: (brand: string) => BrandScreening
  /** What searches. Each has its own memory. */
  openHost: () => ScreeningHost
  /** Makes what a host loads of all lists. */
  compile: (lists: readonly TakenList[]) => Uint8Array | Promise<Uint8Array>
  fetchList: FetchList
  /** So many hours after it was asked, a list's source is asked again. 0: never by itself. */
  updateHours: number
}
