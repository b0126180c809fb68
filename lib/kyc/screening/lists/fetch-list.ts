import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { decodedText } from '../../verification/screening/lists/decoded-text'
import { ListFault } from '../../verification/screening/lists/list-fault'
import { type ListFile, readList } from '../../verification/screening/lists/read-list'
import type { FetchedList, FetchList } from '../screening'

/** A list that takes longer is given up, and asked for again at the next time. */
const MOST_MS = 15 * 60_000
/** The longest list that is published has about 3 GB; a longer answer is none. */
const LIMITS = { bytes: 4 * 1024 ** 3, entries: 5_000_000 }

/** Beyond that it is no file of checksums. */
const CHECKSUM_LIMITS = { bytes: 32 * 1024 ** 2, entries: 0 }

/** A source that is no URL is a file. */
const isUrl = (source: string) => /^https?:\/\//.test(source)
const isSum = (text: string) => /^[0-9a-f]{40,64}$/i.test(text)

/** `<url or file>#sha256=<sum, or the url or file that has it>`: a list may come with a checksum. */
function partsOf(source: string): { address: string; algorithm?: string | undefined; sum?: string | undefined } {
  const [, address = source, algorithm, sum] = /^(.+)#(sha1|sha256)=(.+)$/.exec(source) ?? []
  return { address, algorithm, sum }
}

/** A source that is the same from any folder. */
export function lastingSource(source: string): string {
  const { address, algorithm, sum } = partsOf(source)
  const lasting = (place: string) => (isUrl(place) || isSum(place) ? place : resolve(/* turbopackIgnore: true */ place))
  return sum === undefined ? lasting(address) : `${lasting(address)}#${algorithm}=${lasting(sum)}`
}

type FetchWith = { fetch: typeof globalThis.fetch; clock: () => Date }

/** Fetches and reads lists, from URLs and from files. Throws, with the place, where one cannot be read. */
export function createFetchList({ fetch, clock }: FetchWith): FetchList {
  return async ({ name, sources, topic, etag }): Promise<FetchedList> => {
    const signal = AbortSignal.timeout(MOST_MS)
    const before = etagsIn(etag, sources)
    const asked = await Promise.all(sources.map((source, at) => ask(fetch, source, before[at] ?? null, signal)))
    if (asked.every(({ chunks }) => chunks === null)) return { unchanged: true }
    // Of several files some have changed: then all are needed.
    const files = await Promise.all(
      asked.map(async (one, at) => (one.chunks ? one : ask(fetch, sources[at] ?? '', null, signal))),
    )
    const taken = await readList(
      files.map(({ file, chunks }): ListFile => ({ name: file, chunks: chunks ?? nothing() })),
      { list: name, taken_at: clock().toISOString(), limits: LIMITS, ...(topic && { topic }) },
    )
    // A list of one's own is what its file says now. A copy of somebody else's was last compared with theirs when it was made.
    const written = taken.report.format === 'own_csv' ? [] : files.flatMap((one) => one.written ?? [])
    const [oldest] = [...written, clock()].sort((one, other) => one.getTime() - other.getTime())
    return { taken, confirmed_at: oldest?.toISOString(), etag: JSON.stringify(files.map((one) => one.etag)) }
  }
}

type Asked = {
  file: string
  etag: string | null
  /** When a file was last written. */
  written?: Date
  chunks: AsyncIterable<Uint8Array> | null
}

async function ask(
  fetch: typeof globalThis.fetch,
  source: string,
  etag: string | null,
  signal: AbortSignal,
): Promise<Asked> {
  const { address, algorithm, sum } = partsOf(source)
  if (algorithm !== undefined && sum !== undefined) {
    const asked = await ask(fetch, address, etag, signal)
    const sums = async () => (isSum(sum) ? sum : textOf((await ask(fetch, sum, null, signal)).chunks ?? nothing()))
    const chunks = asked.chunks && checked(asked.chunks, { algorithm, sums, file: asked.file })
    return { ...asked, chunks }
  }
  if (!isUrl(source)) {
    const { mtime: written } = await stat(/* turbopackIgnore: true */ source)
    return { file: basename(source), etag: null, written, chunks: createReadStream(/* turbopackIgnore: true */ source) }
  }
  const file = basename(new URL(source).pathname)
  const response = await fetch(source, { headers: etag === null ? {} : { 'if-none-match': etag }, signal })
  if (response.status === 304) return { file, etag, chunks: null }
  if (!response.ok || !response.body) {
    await response.body?.cancel()
    throw new Error(`${source} answered ${response.status}`)
  }
  return { file, etag: response.headers.get('etag'), chunks: response.body }
}

/** The same bytes; throws at their end where their checksum is not among those that are known. */
async function* checked(
  chunks: AsyncIterable<Uint8Array>,
  { algorithm, sums, file }: { algorithm: string; sums: () => Promise<string>; file: string },
): AsyncGenerator<Uint8Array> {
  const hash = createHash(algorithm)
  for await (const chunk of chunks) {
    hash.update(chunk)
    yield chunk
  }
  const digest = hash.digest('hex')
  const known: string[] = (await sums()).toLowerCase().match(/[0-9a-f]{40,64}/g) ?? []
  if (!known.includes(digest)) throw new ListFault(`not what its source has: the ${algorithm} of it is ${digest}`, file)
}

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  let text = ''
  for await (const piece of decodedText(chunks, CHECKSUM_LIMITS)) text += piece
  return text
}

/** What was kept of the last time, if the sources are as many. */
function etagsIn(etag: string | null, sources: readonly string[]): (string | null)[] {
  const kept: unknown = etag === null ? null : JSON.parse(etag)
  return Array.isArray(kept) && kept.length === sources.length ? kept : []
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
