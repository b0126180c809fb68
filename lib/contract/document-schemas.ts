import { z } from 'zod'
import { DOCUMENT_PURPOSES, DOCUMENT_SIDES, DOCUMENT_TYPE_NAMES, PURPOSE_SPELLINGS } from './documents'

/** Reads earlier spellings too. */
export const documentPurposeSchema = z.preprocess(
  (word) => (typeof word === 'string' ? (PURPOSE_SPELLINGS[word] ?? word) : word),
  z.enum(DOCUMENT_PURPOSES),
)
export const documentTypeSchema = z.enum(DOCUMENT_TYPE_NAMES)
export const documentSideSchema = z.enum(DOCUMENT_SIDES)
/** The issuing country, ISO 3166-1 alpha-3. */
export const countryCodeSchema = z.string().regex(/^[A-Z]{3}$/)

/**
 * The accepted types per purpose, in the order in which they are offered. Default: every type that proves the purpose.
 */
export const documentRulesSchema = z.partialRecord(documentPurposeSchema, z.array(documentTypeSchema).min(1))
export type DocumentRules = z.infer<typeof documentRulesSchema>
