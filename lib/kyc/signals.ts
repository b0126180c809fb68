import { z } from 'zod'
import type { SeenGestures } from '@/lib/contract/customer'
import { type DocumentType, shownBy } from '@/lib/contract/documents'
import { type Mrz, mrzSchema, type Signal, signalSchema } from '@/lib/contract/records'
import type { DocumentRow } from '@/lib/database/schema'
import type { Sealer } from '@/lib/files/encryption'

/** Documents that have a machine-readable zone on one of their sides. */
const READ: readonly DocumentType[] = ['passport', 'national_identity_card', 'residence_permit']
/** What `documents.reading` holds: '' waits to be read, a time is claimed until then, null is done or needs none. */
export function readingOf(type: DocumentType, contentType: string): string | null {
  return READ.includes(type) && contentType.startsWith('image/') ? '' : null
}

/** What the machine noticed about a document. */
export function signalsOf({ signals }: Pick<DocumentRow, 'signals'>): Signal[] {
  return z.array(signalSchema).parse(JSON.parse(signals))
}

/** A document's machine-readable zone; null where there is none, or none that could be read. */
export function openMrz({ mrz }: Pick<DocumentRow, 'mrz'>, sealer: Sealer): Mrz | null {
  return mrz === null ? null : mrzSchema.parse(JSON.parse(sealer.open(mrz)))
}

/** What share of the asked gestures the device saw: a signal to the reviewer, and no proof. A chosen file had none. */
export function livenessOf(type: DocumentType, gestures: SeenGestures | undefined): Signal[] {
  if (shownBy(type) !== 'face') return []
  const seen = gestures?.filter((gesture) => gesture.seen).length ?? 0
  return [{ code: 'LIVENESS', score: seen / (gestures?.length ?? 1) }]
}
