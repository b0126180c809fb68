import type { AttachDocumentRequest } from '@/lib/contract/customer'
import { KycError } from '@/lib/contract/errors'
import { type Recognition, SUGGESTED } from '@/lib/contract/pictures/findings'
import { isScreenshot, recognise } from '@/lib/contract/pictures/recognition'
import { suggestionTexts } from '@/lib/contract/pictures/suggestions'
import type { Signal } from '@/lib/contract/records'
import { DOCUMENT_STATUS, statusName } from '@/lib/contract/statuses'
import type { DocumentRow, FileRow, Tx } from '@/lib/database/schema'

/**
 * Finds out whether the same file was used before: by this customer, who is told (`known`), or by another one, which
 * only the reviewer learns.
 */
export async function recogniseFile(
  tx: Tx,
  profileId: string,
  file: Pick<FileRow, 'brand' | 'checksum' | 'name'>,
  shown: Pick<AttachDocumentRequest, 'field' | 'document_type' | 'side'>,
  /** What it replaces: the same picture may be attached again as another type, unless it was rejected. */
  replaced: readonly Pick<DocumentRow, 'id' | 'status'>[] = [],
): Promise<{ known: Recognition | null; signals: Signal[] }> {
  const same = await tx
    .selectFrom('documents')
    .select(['id', 'profile_id', 'checksum', 'field', 'document_type', 'side', 'status'])
    .where('checksum', '=', file.checksum)
    .where('brand', '=', file.brand)
    .where('status', '!=', DOCUMENT_STATUS.deleted)
    .execute()
  const renamed = replaced.filter(({ status }) => status === DOCUMENT_STATUS.uploaded)
  const own = same
    .filter(({ id, profile_id }) => profile_id === profileId && renamed.every((old) => old.id !== id))
    .map(({ status, ...document }) => ({ ...document, status: statusName(DOCUMENT_STATUS, status) }))
  const known = recognise({ ...shown, checksum: file.checksum }, own) ?? (isScreenshot(file.name) ? 'SCREENSHOT' : null)
  const signals: Signal[] = known ? [{ code: known }] : []
  if (same.some(({ profile_id }) => profile_id !== profileId)) signals.push({ code: 'SHOWN_BY_ANOTHER_CUSTOMER' })
  return { known, signals }
}

/** The error that tells a customer what is known about the file (docs/requirements/ctrader.md#errors). */
export function knownFileError(code: Recognition): KycError {
  return new KycError('DOCUMENT_QUALITY_LOW', { reason: code, suggestions: suggestionTexts(SUGGESTED[code]) })
}
