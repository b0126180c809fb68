import { z } from 'zod'

/** How long what is known of people is kept, by brand. Without an entry nothing goes by itself. */

const days = z.int().min(1).max(36_525)

const brandRetentionSchema = z.strictObject({
  /** People who began and never sent in what a level needs: so many days after they were last there. */
  unfinished_days: days.optional(),
  /** People who were refused and never approved: so many days after that was decided. */
  rejected_days: days.optional(),
  /** Customers: so many days after the business relationship ended. Five years are 1826. */
  ended_days: days.optional(),
  /** Files of documents that the customer removed: so many days after. */
  removed_file_days: days.optional(),
  /** Files of documents that another one replaced: so many days after that one came. */
  replaced_file_days: days.optional(),
  /** Files of documents that were rejected: so many days after. */
  rejected_file_days: days.optional(),
})
export type BrandRetention = z.infer<typeof brandRetentionSchema>

/** A retention file: the periods of each brand, by the brand's key. */
export const retentionSchema = z.record(z.string(), brandRetentionSchema)
