import { ReadableStream as WebStream } from 'node:stream/web'
import { KycError } from '@/lib/contract/errors'
import type { ManagerInput } from '@/lib/contract/manager'
import type { Disposition, FileContent } from '@/lib/contract/pictures/file-content'
import { DOCUMENT_STATUS } from '@/lib/contract/statuses'
import type { FileRow } from '@/lib/database/schema'
import { makeChange } from '../../change'
import type { Actor, Context } from '../../context'
import { hasLooked } from '../../look'
import { documentsOfFile, type OwnedDocument } from '../../records/documents'
import { findStoredFile } from '../../stored-files'
import { requireScanned } from '../../verification/scan-file'

/**
 * A file of the brand. Whoever opens it is recorded first: no byte leaves without a row in the audit. Throws NOT_FOUND
 * for files that belong to another brand, for those that their customer has removed, and
 * FILE_QUARANTINED or FILE_INFECTED for what a scanner has not found clean.
 */
export async function viewFile(
  context: Context,
  actor: Actor,
  { id, disposition }: ManagerInput<'MngGetKycFile'>,
): Promise<FileContent> {
  const { db, store, sealer } = context
  const file = await findStoredFile(db, id, { brand: actor.brand, customer_id: null })
  const documents = await documentsOfFile(db, id)
  if (documents.length > 0 && documents.every(({ status }) => status === DOCUMENT_STATUS.deleted))
    throw new KycError('NOT_FOUND', { message: 'The customer has removed this document.', reason: 'removed' })
  requireScanned(file)
  const { content_type, size, checksum, extension } = file
  return {
    ...{ file_name: fileName(file), content_type, file_size: size, checksum, disposition },
    open: async (range) => {
      const [first] = documents
      const look = first
        ? ({ event: 'document.viewed', entity_id: first.id } as const)
        : ({ event: 'file.viewed', entity_id: id } as const)
      // A viewer asks for one range after the other.
      const continued = range && (await hasLooked(context, actor, look))
      if (!continued) await recordLook(context, actor, { file, documents, disposition })
      const key = sealer.fileKey(file)
      const bytes = range ? store.readRange(id, extension, range, size, key) : store.read(id, extension, key)
      return WebStream.from(bytes) as ReadableStream<Uint8Array>
    },
  }
}

type Look = { file: FileRow; documents: readonly OwnedDocument[]; disposition: Disposition }

function recordLook(context: Context, actor: Actor, { file, documents, disposition }: Look): Promise<void> {
  return makeChange(context, actor, 'MngGetKycFile', async (change) => {
    for (const { id, profile_id, customer_id, document_type, side } of documents)
      change.record({
        ...{ event: 'document.viewed', entity_id: id, profile_id, customer_id },
        after: { file_id: file.id, document_type, side, disposition },
      })
    if (documents.length === 0)
      change.record({
        ...{ event: 'file.viewed', entity_id: file.id, customer_id: file.customer_id, after: { disposition } },
      })
    return () => undefined
  })
}

/** The name on the person's device, with the extension of what is stored: a HEIC photo is kept as JPEG. */
function fileName({ name, extension }: FileRow): string {
  return `${name.replace(/\.[^.]{1,5}$/, '') || 'document'}.${extension}`
}
