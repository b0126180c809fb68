import { z } from 'zod'

/** The corner radii, densities and fonts that a brand or a link may choose from. */
export const RADII = ['none', 'small', 'medium', 'large'] as const
export const DENSITIES = ['comfortable', 'compact'] as const
export const FONTS = ['inter', 'system', 'rounded', 'serif'] as const

/** Six hexadecimal digits, with or without `#`. Nothing else may reach a style sheet. */
export const accentSchema = z
  .string()
  .regex(/^#?[0-9a-f]{6}$/i, 'must be six hexadecimal digits')
  .transform((text) => `#${text.replace('#', '').toLowerCase()}`)

/** The configurable appearance of the screens. */
export const appearanceSchema = z.object({
  accent: accentSchema.optional(),
  radius: z.enum(RADII).optional(),
  density: z.enum(DENSITIES).optional(),
  font: z.enum(FONTS).optional(),
})
export type Appearance = z.infer<typeof appearanceSchema>
