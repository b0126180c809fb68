import type { Anchor } from '@/lib/contract/audit'
import { Fault } from '@/lib/contract/errors'
import { openS3, parseS3Url } from '../bucket'
import { type AnchorPlace, type AnchorRecord, type AuditEnd, readAnchor, writeAnchor } from './anchor-place'

/** Wide enough for a row a millisecond over three centuries: names in order are rows in order. */
const SEQUENCE_DIGITS = 16
/** So many objects are read at a time. */
const READ_TOGETHER = 16
const DAY_MS = 24 * 3_600_000

type AnchorBucketWith = {
  /** `s3://bucket/prefix?endpoint=…`, as of the file store. */
  url: string
  /** Nobody ends the retention of `COMPLIANCE`; of `GOVERNANCE`, whoever may bypass it. */
  mode: 'COMPLIANCE' | 'GOVERNANCE'
  /** For how long each anchor is locked. */
  days: number
  clock: () => Date
  idleMs?: number
}
type Version = { key: string; id: string | undefined }

/**
 * A bucket with object lock: an object per anchor, `<prefix><brand>/<sequence>.json`, which nobody can change or remove until
 * its day, and which is put only where none is. What somebody puts over one, or a mark that it was deleted, hides nothing:
 * all versions are read.
 */
export function createAnchorBucket({ url, mode, days, clock, idleMs }: AnchorBucketWith): AnchorPlace {
  const place = parseS3Url(url)
  if (!place) throw new Error('Not the URL of an S3 bucket: s3://bucket/prefix?endpoint=https://…')
  const { bucket: Bucket, prefix } = place
  const folderOf = (brand: string) => `${prefix}${encodeURIComponent(brand)}/`
  const keyOf = ({ brand, sequence }: AuditEnd) =>
    `${folderOf(brand)}${String(sequence).padStart(SEQUENCE_DIGITS, '0')}.json`
  let opened: ReturnType<typeof openS3> | undefined
  const s3 = () => {
    opened ??= openS3(place, { idleMs, streamed: [] })
    return opened
  }
  let knownLocked = false

  async function isLocked(): Promise<boolean> {
    if (knownLocked) return true
    const { client, GetObjectLockConfigurationCommand } = await s3()
    const { ObjectLockConfiguration } = await client
      .send(new GetObjectLockConfigurationCommand({ Bucket }))
      .catch((error: unknown) => {
        // How a bucket without one says so, and a store that knows none.
        if (isNamed(error, 'ObjectLockConfigurationNotFoundError', 'NotImplemented'))
          return { ObjectLockConfiguration: undefined }
        throw error
      })
    knownLocked = ObjectLockConfiguration?.ObjectLockEnabled === 'Enabled'
    return knownLocked
  }

  /** The versions of a page of names, and the names over which somebody put a mark of deletion. */
  async function* pages(Prefix: string, from?: string) {
    const { client, ListObjectVersionsCommand } = await s3()
    let [KeyMarker, VersionIdMarker, more] = [from, undefined as string | undefined, true]
    while (more) {
      const page = await client.send(new ListObjectVersionsCommand({ Bucket, Prefix, KeyMarker, VersionIdMarker }))
      const { Versions = [], DeleteMarkers = [], NextKeyMarker, NextVersionIdMarker } = page
      yield {
        versions: Versions.map(({ Key = '', VersionId }): Version => ({ key: Key, id: VersionId })),
        deleted: DeleteMarkers.map(({ Key = '' }) => Key),
      }
      const isSame = NextKeyMarker === KeyMarker && NextVersionIdMarker === VersionIdMarker
      if (page.IsTruncated && isSame) throw new Fault('The bucket lists the same page for ever')
      more = page.IsTruncated === true
      ;[KeyMarker, VersionIdMarker] = [NextKeyMarker, NextVersionIdMarker]
    }
  }

  async function anchorOf({ key, id }: Version): Promise<Anchor | undefined> {
    const { client, GetObjectCommand } = await s3()
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: key, VersionId: id }))
    const anchor = readAnchor((await Body?.transformToString()) ?? '')
    return anchor && keyOf(anchor) === key ? anchor : undefined
  }

  /** In their order; undefined for what is none. */
  async function anchorsOf(versions: readonly Version[]): Promise<(Anchor | undefined)[]> {
    const anchors: (Anchor | undefined)[] = []
    for (let at = 0; at < versions.length; at += READ_TOGETHER)
      anchors.push(...(await Promise.all(versions.slice(at, at + READ_TOGETHER).map(anchorOf))))
    return anchors
  }

  async function since(ends: readonly AuditEnd[]): Promise<Anchor[]> {
    const found: Anchor[] = []
    for (const { brand, sequence } of ends) {
      // Stores differ in whether the name that a list begins after is in it.
      const before = keyOf({ brand, sequence: sequence - 1 })
      for await (const { versions } of pages(folderOf(brand), before)) {
        const anchors = await anchorsOf(versions.filter(({ key }) => key > before))
        found.push(...anchors.filter((anchor) => anchor !== undefined))
      }
    }
    return found
  }

  return {
    name: `s3://${Bucket}/${prefix}`,
    since,
    async keep(anchor) {
      if (!(await isLocked())) throw new Fault(NO_LOCK)
      const { client, PutObjectCommand } = await s3()
      const request = new PutObjectCommand({
        ...{ Bucket, Key: keyOf(anchor), Body: writeAnchor(anchor), ContentType: 'application/json' },
        ...{ IfNoneMatch: '*', ChecksumAlgorithm: 'SHA256' },
        ...{ ObjectLockMode: mode, ObjectLockRetainUntilDate: new Date(clock().getTime() + days * DAY_MS) },
      })
      await client.send(request).catch(async (error: unknown) => {
        if (!isNamed(error, 'PreconditionFailed')) throw error
        // Put by another instance meanwhile, or by an attempt whose answer did not come.
        const there = await since([anchor])
        if (!there.some(({ sequence, link }) => sequence === anchor.sequence && link === anchor.link))
          throw new Fault(`the bucket has something else for row ${anchor.sequence} of ${anchor.brand}`, {
            cause: error,
          })
      })
    },
    async read() {
      const record: AnchorRecord = { anchors: [], faults: [] }
      const seen = new Map<string, number>()
      for await (const { versions, deleted } of pages(prefix)) {
        for (const key of deleted) record.faults.push(`${key} was deleted; what it was is still there`)
        const anchors = await anchorsOf(versions)
        for (const [at, { key }] of versions.entries()) {
          const [anchor, count] = [anchors[at], (seen.get(key) ?? 0) + 1]
          seen.set(key, count)
          if (anchor) record.anchors.push(anchor)
          else record.faults.push(`${key} is no anchor, or not the one that it is called`)
          if (count === 2) record.faults.push(`${key} was written over; what it was is still there`)
        }
      }
      return record
    },
    warning: async () =>
      isLocked().then(
        (locked) => (locked ? null : NO_LOCK),
        () => 'it does not answer, or does not let us in',
      ),
  }
}

const NO_LOCK =
  'the bucket has no object lock, so whoever can write it could put anything there: nothing is anchored in it'

function isNamed(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof Error && names.includes(error.name)
}
