import { z } from 'zod'

/** How a brand screens people against lists. What it does not name is as below. */
export const brandScreeningSchema = z.strictObject({
  /** From this score on (0 to 1) an entry is a hit. */
  threshold: z.number().min(0.3).max(1).default(0.7),
  /** The most hits of one screening that become cases; how many more there were is told. */
  limit: z.int().min(1).max(200).default(50),
  /** Everybody is screened again, whole, after so many days. */
  every_days: z.int().min(1).max(3_650).default(30),
  /** A list that was not confirmed for so many hours is too old, which every result says. */
  list_age_hours: z.int().min(1).max(8_760).default(72),
  /** Whether nothing is approved while screening is due or has failed. */
  fail_closed: z.boolean().default(true),
})
export type BrandScreening = z.infer<typeof brandScreeningSchema>

/** A screening file: the settings of each brand, by the brand's key. */
export const screeningFileSchema = z.record(z.string(), brandScreeningSchema)

/** Those of a brand that has set none. */
export const USUAL_SCREENING: BrandScreening = brandScreeningSchema.parse({})
