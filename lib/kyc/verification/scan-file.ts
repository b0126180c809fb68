import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import { KycError } from '@/lib/contract/errors'
import type { ScanState } from '@/lib/contract/records'
import { defineJob } from '@/lib/jobs/job'
import { makeChange } from '../change'
import type { Context } from '../context'
import { documentsOfFile } from '../records/documents'

/**
 * What a scanner says of a file that has just come. `waiting` where it gives no verdict: then the file is in quarantine.
 * Null where there is no scanner. Throws FILE_INFECTED.
 */
export async function scanned({ scan }: Pick<Context, 'scan'>, content: Uint8Array): Promise<ScanState | null> {
  if (!scan) return null
  const verdict = await scan(content).catch(() => 'waiting' as const)
  if (verdict === 'infected') throw new KycError('FILE_INFECTED')
  return verdict
}

/** Throws FILE_QUARANTINED or FILE_INFECTED for a file that nobody may open. */
export function requireScanned({ scan }: { scan: ScanState | null }): void {
  if (scan === 'waiting') throw new KycError('FILE_QUARANTINED')
  if (scan === 'infected') throw new KycError('FILE_INFECTED')
}

/** Scans a file in quarantine, again and again until there is a verdict. One that was given up stays there. */
export const scanFileJob = defineJob({
  kind: 'file.scan',
  input: z.strictObject({ file_id: z.uuid() }),
  // More than a week.
  maxAttempts: 200,
  claimFor: 2 * 60_000,
  async handle(context: Context, { file_id }) {
    const { db, scan, store, sealer } = context
    const file = await db
      .selectFrom('files')
      .selectAll()
      .where('id', '=', file_id)
      .where('destroyed_at', 'is', null)
      .executeTakeFirst()
    if (file?.scan !== 'waiting') return
    if (!scan) throw new Error('There is no scanner: set KYC_CLAMD')
    const verdict = await scan(await buffer(store.read(file.id, file.extension, sealer.fileKey(file))))
    await makeChange(context, { name: 'system', role: 'system', brand: file.brand }, 'ScanFile', async (change) => {
      await change.tx.updateTable('files').set({ scan: verdict }).where('id', '=', file_id).execute()
      await change.tx.updateTable('documents').set({ scan: verdict }).where('file_id', '=', file_id).execute()
      const after = { scan: verdict }
      for (const { id, profile_id, customer_id } of await documentsOfFile(change.tx, file_id))
        change.record({ event: 'document.scanned', entity_id: id, profile_id, customer_id, after })
      change.record({ event: 'file.scanned', entity_id: file_id, customer_id: file.customer_id, after })
      return () => undefined
    })
  },
})
