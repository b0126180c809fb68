/** What a document proves. Used in templates and in cTrader's `documentType=identity|address`. */
export const DOCUMENT_PURPOSES = [
  ...(['identity', 'address', 'source_of_funds', 'tax_identification', 'selfie', 'other'] as const),
] as const
export type DocumentPurpose = (typeof DOCUMENT_PURPOSES)[number]

/** Earlier and other spellings, which are still read and never written. */
export const PURPOSE_SPELLINGS: Readonly<Record<string, DocumentPurpose>> = {
  tax: 'tax_identification',
  tax_id: 'tax_identification',
  taxid: 'tax_identification',
  taxidentification: 'tax_identification',
  sourceoffunds: 'source_of_funds',
}

/** The purpose that a word names, in any spelling. Null for other words. */
export function purposeOf(word: string): DocumentPurpose | null {
  return DOCUMENT_PURPOSES.find((purpose) => purpose === word) ?? PURPOSE_SPELLINGS[word.toLowerCase()] ?? null
}

export const DOCUMENT_SIDES = ['front', 'back'] as const
export type DocumentSide = (typeof DOCUMENT_SIDES)[number]

/** What a picture is checked as. */
export const PICTURE_SUBJECTS = ['document', 'face'] as const
export type PictureSubject = (typeof PICTURE_SUBJECTS)[number]

type DocumentTypeTerms = {
  readonly purposes: readonly DocumentPurpose[]
  readonly sides: readonly DocumentSide[]
  /** What a picture of it shows. Default: a document. */
  readonly shows?: PictureSubject
}

/** The document types: what each can prove, which sides are required, and what a picture of it shows. */
export const DOCUMENT_TYPES = {
  passport: { purposes: ['identity'], sides: ['front'] },
  national_identity_card: { purposes: ['identity'], sides: ['front', 'back'] },
  driving_licence: { purposes: ['identity'], sides: ['front', 'back'] },
  residence_permit: { purposes: ['identity'], sides: ['front', 'back'] },
  utility_bill: { purposes: ['address'], sides: ['front'] },
  bank_statement: { purposes: ['address', 'source_of_funds'], sides: ['front'] },
  tax_letter: { purposes: ['address', 'tax_identification'], sides: ['front'] },
  government_letter: { purposes: ['address'], sides: ['front'] },
  rental_agreement: { purposes: ['address'], sides: ['front'] },
  payslip: { purposes: ['source_of_funds'], sides: ['front'] },
  selfie: { purposes: ['selfie'], sides: ['front'], shows: 'face' },
  other: { purposes: ['source_of_funds', 'tax_identification', 'other'], sides: ['front'] },
} as const satisfies Record<string, DocumentTypeTerms>

export type DocumentType = keyof typeof DOCUMENT_TYPES
export const DOCUMENT_TYPE_NAMES = Object.keys(DOCUMENT_TYPES) as [DocumentType, ...DocumentType[]]

/** The types that prove `purpose`, in the order in which they are offered. */
export function documentTypesFor(purpose: DocumentPurpose): DocumentType[] {
  return DOCUMENT_TYPE_NAMES.filter((type) => (DOCUMENT_TYPES[type].purposes as readonly string[]).includes(purpose))
}

/** Whether a document of `type` proves an identity. */
export function isIdentity(type: DocumentType): boolean {
  return documentTypesFor('identity').includes(type)
}

/** The required sides of `type`. */
export function sidesOf(type: DocumentType): readonly DocumentSide[] {
  return DOCUMENT_TYPES[type].sides
}

/** The subject named in a request. Default: a document. */
export function pictureSubjectOf(named: string | null | undefined): PictureSubject {
  return PICTURE_SUBJECTS.find((subject) => subject === named) ?? 'document'
}

/** What a picture of `type` shows. */
export function shownBy(type: DocumentType): PictureSubject {
  const { shows = 'document' }: DocumentTypeTerms = DOCUMENT_TYPES[type]
  return shows
}
