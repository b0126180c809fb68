import { readFileSync, statSync } from 'node:fs'
import { dirname, extname, join } from 'node:path'
import { z } from 'zod'
import { documentRulesSchema } from '@/lib/contract/document-schemas'
import { DOCUMENT_PURPOSES, documentTypesFor } from '@/lib/contract/documents'
import { localTextSchema } from '@/lib/contract/form'
import { appearanceSchema } from '@/lib/contract/host/appearance'
import { MAX_LENGTH } from '@/lib/contract/limits'

const LOGO_TYPES: Readonly<Record<string, string>> = {
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
}
/** Logos are embedded in every page. */
const MAX_LOGO_BYTES = 32 * 1024

const webUrl = z.url({ protocol: /^https?$/ })
const logoPath = z.string().refine((path) => extname(path) in LOGO_TYPES, 'must be an .svg, .png or .webp file')

/** A brand of a broker. The paths of logos are relative to the brands file. */
const brandSchema = z.strictObject({
  name: z.string().min(1).max(60),
  ...appearanceSchema.shape,
  logo: z.strictObject({ light: logoPath, dark: logoPath.optional() }).optional(),
  support_email: z.email().optional(),
  support_url: webUrl.optional(),
  terms_url: webUrl.optional(),
  privacy_url: webUrl.optional(),
  return_url: webUrl.optional(),
  /** Who asks and why, who looks, and how long it is kept, in the broker's words: it stands before the first question. */
  trust: localTextSchema.optional(),
  /** Where a person is sent who leaves with nothing left to do, instead of `#SUCCESS`. */
  success_url: webUrl.optional(),
  /** The accepted document types for each purpose. */
  documents: documentRulesSchema
    .superRefine((rules, context) => {
      for (const purpose of DOCUMENT_PURPOSES)
        for (const type of rules[purpose] ?? [])
          if (!documentTypesFor(purpose).includes(type))
            context.addIssue({ code: 'custom', path: [purpose], message: `${type} does not prove ${purpose}` })
    })
    .optional(),
})
const brandsSchema = z.record(z.string().min(1).max(MAX_LENGTH.brand), brandSchema)

/** A brand with its logos as `data:` URLs. */
export type BrandEntry = z.infer<typeof brandSchema>
export type Brands = Readonly<Record<string, BrandEntry>>

/**
 * Reads a brands file, which has an entry for each brand, keyed by the customer's `brand`.
 * @returns the brands, or all errors, each with its path.
 */
export function readBrands(path: string): { brands: Brands } | { errors: string[] } {
  try {
    const parsed = brandsSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    if (!parsed.success)
      return { errors: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) }
    const errors: string[] = []
    const logo = (place: string, name: string) => {
      const read = readLogo(join(dirname(path), name))
      if (!read) errors.push(`${place}: ${name} is missing or larger than ${MAX_LOGO_BYTES / 1024} kB`)
      return read ?? ''
    }
    const brands = Object.entries(parsed.data).map(([name, brand]) => [
      name,
      brand.logo
        ? {
            ...brand,
            logo: {
              light: logo(`${name}.logo.light`, brand.logo.light),
              ...(brand.logo.dark && { dark: logo(`${name}.logo.dark`, brand.logo.dark) }),
            },
          }
        : brand,
    ])
    return errors.length > 0 ? { errors } : { brands: Object.fromEntries(brands) }
  } catch (error) {
    return { errors: [error instanceof Error ? error.message : String(error)] }
  }
}

/** Reads a logo as a `data:` URL. An SVG used as an image runs no scripts and loads nothing. */
function readLogo(path: string): string | null {
  try {
    if (statSync(path).size > MAX_LOGO_BYTES) return null
    return `data:${LOGO_TYPES[extname(path)]};base64,${readFileSync(path).toString('base64')}`
  } catch {
    return null
  }
}
