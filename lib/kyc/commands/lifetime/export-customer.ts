import type { ManagerInput } from '@/lib/contract/manager'
import type { FileContent } from '@/lib/contract/pictures/file-content'
import type { DocumentRecord } from '@/lib/contract/records'
import type { FileRow } from '@/lib/database/schema'
import { type ZipEntry, zipStream } from '@/lib/files/zip'
import { makeChange } from '../../change'
import type { Actor, Context } from '../../context'
import { customerAudit, toAuditRow } from '../../records/audit'
import { filesOfCustomer } from '../../records/files'
import { readProfile } from '../../records/profiles'
import { customerSummary } from '../../rules/customer-summary'

/**
 * All that is known of a customer, as a ZIP that a person can read: answers, documents with their files, decisions, and the
 * audit. Removed documents are left out, as everywhere. That somebody takes it with them is recorded before a byte of it
 * leaves. Throws NOT_FOUND.
 */
export async function exportCustomer(
  context: Context,
  actor: Actor,
  { id }: ManagerInput<'MngExportKycCustomer'>,
): Promise<FileContent> {
  const { db, sealer, store, clock } = context
  const profile = await readProfile(db, sealer, actor.brand, id)
  return {
    ...{ file_name: `customer-${profile.customer_id}.zip`, content_type: 'application/zip' },
    ...{ file_size: null, checksum: null, disposition: 'attachment' },
    open: async () => {
      const { customer_id, documents } = profile
      const files = await filesOfCustomer(db, profile)
      const paths = new Map(files.map((file, at) => [file.id, pathOf(file, documents, at)]))
      await makeChange(context, actor, 'MngExportKycCustomer', async ({ record }) => {
        const after = { files: files.length }
        record({ event: 'profile.exported', entity_id: id, profile_id: id, customer_id, after })
        return () => undefined
      })
      const audit = (await customerAudit(db, actor.brand, customer_id)).map(toAuditRow)
      const now = clock()
      const entries: ZipEntry[] = [
        { path: 'summary.txt', text: customerSummary(profile, audit, paths, now.toISOString()) },
        { path: 'profile.json', text: JSON.stringify(profile, null, 2) },
        { path: 'audit.json', text: JSON.stringify(audit, null, 2) },
        ...files.map((file) => ({
          ...{ path: paths.get(file.id) ?? file.id, size: file.size },
          read: () => store.read(file.id, file.extension, sealer.fileKey(file)),
        })),
      ]
      return zipStream(entries, now)
    },
  }
}

/** A name that says what it is; the person's own name for the file may be anything. */
function pathOf({ id, extension }: FileRow, documents: readonly DocumentRecord[], at: number): string {
  const document = documents.find(({ file_id }) => file_id === id)
  const what = document ? `${document.document_type}-${document.side}` : 'not-attached'
  return `files/${String(at + 1).padStart(2, '0')}-${what}.${extension}`
}
