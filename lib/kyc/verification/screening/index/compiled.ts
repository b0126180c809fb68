import { createHash } from 'node:crypto'
import { inTurns } from '../in-turns'
import { type ListEntry, type ListVersion, listVersionSchema } from '../port'

/**
 * All lists in force as one file that instances share: a line that says what it is, the versions, where each entry
 * lies, and the entries as JSON. It ends with the SHA-256 of all before, so that half a file is never searched.
 */
const FIRST_LINE = 'screening lists 1\n'
const DIGEST_BYTES = 32

export type CompiledEntries = {
  readonly versions: readonly ListVersion[]
  readonly count: number
  /** The entry at a place from 0 on. */
  read(at: number): ListEntry
}

type Lists = readonly { version: ListVersion; entries: readonly ListEntry[] }[]

/** @throws if a list comes twice. */
export function compileLists(lists: Lists): Uint8Array {
  return compiledFrom(
    lists,
    lists.flatMap((list) => list.entries.map(bytesOfEntry)),
  )
}

/** The same, with turns for others of this thread. */
export async function compileListsInTurns(lists: Lists): Promise<Uint8Array> {
  const entries: Buffer[] = []
  for (const list of lists) for await (const entry of inTurns(list.entries)) entries.push(bytesOfEntry(entry))
  return compiledFrom(lists, entries)
}

const bytesOfEntry = (entry: ListEntry) => Buffer.from(JSON.stringify(entry))

function compiledFrom(lists: Lists, entries: readonly Buffer[]): Uint8Array {
  const names = lists.map(({ version }) => version.list)
  if (new Set(names).size < names.length) throw new Error(`a list comes twice: ${names.join(', ')}`)
  const ends = new Uint32Array(entries.length)
  let end = 0
  entries.forEach((bytes, at) => {
    end += bytes.length
    ends[at] = end
  })
  const head = Buffer.from(JSON.stringify(lists.map(({ version }) => version)))
  const sizes = new Uint32Array([head.length, entries.length])
  const body = Buffer.concat([Buffer.from(FIRST_LINE), bytesOf(sizes), head, bytesOf(ends), ...entries])
  return Buffer.concat([body, createHash('sha256').update(body).digest()])
}

/** @throws if the file is not whole. */
export function readCompiled(bytes: Uint8Array): CompiledEntries {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const body = file.subarray(0, file.length - DIGEST_BYTES)
  const whole =
    body.subarray(0, FIRST_LINE.length).toString() === FIRST_LINE &&
    createHash('sha256')
      .update(body)
      .digest()
      .equals(file.subarray(file.length - DIGEST_BYTES))
  if (!whole) throw new Error('not a whole file of compiled lists')
  const [headLength, count] = [body.readUInt32LE(FIRST_LINE.length), body.readUInt32LE(FIRST_LINE.length + 4)]
  const headAt = FIRST_LINE.length + 8
  const endsAt = headAt + headLength
  const entriesAt = endsAt + count * 4
  const endOf = (at: number) => (at < 0 ? 0 : body.readUInt32LE(endsAt + at * 4))
  return {
    versions: listVersionSchema.array().parse(JSON.parse(body.toString('utf8', headAt, endsAt))),
    count,
    read: (at) => JSON.parse(body.toString('utf8', entriesAt + endOf(at - 1), entriesAt + endOf(at))) as ListEntry,
  }
}

/** Always little-endian, as every processor is that Node runs on today. */
function bytesOf(numbers: Uint32Array): Buffer {
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength)
}
