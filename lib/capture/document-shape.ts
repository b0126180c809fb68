import type { DocumentType } from '@/lib/contract/documents'

/** Width over height: ISO/IEC 7810 ID-1 (85.60 × 53.98 mm), ID-3 (125 × 88 mm), and ISO 216 A4 upright. */
export const SHAPES = { card: 85.6 / 53.98, passport: 125 / 88, page: 210 / 297 } as const
export type DocumentShape = keyof typeof SHAPES

const SHAPE_OF: Partial<Record<DocumentType, DocumentShape>> = {
  passport: 'passport',
  national_identity_card: 'card',
  driving_licence: 'card',
  residence_permit: 'card',
}

/** The shape that a document of this type has: what the camera's frame and the drawings follow. */
export function shapeOf(type: DocumentType): DocumentShape {
  return SHAPE_OF[type] ?? 'page'
}
