import { z } from 'zod'
import type { DocumentType } from '@/lib/contract/documents'
import { type Mrz, mrzSchema, type Signal, signalSchema } from '@/lib/contract/records'
import type { DocumentRow } from './db'
import type { Sealer } from './encryption'

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
