import { z } from 'zod'

/** The limits of an account, in the currency of its brand's terms. */
export const accountLimitsSchema = z.strictObject({
  dailyDeposit: z.number().nonnegative(),
  monthlyDeposit: z.number().nonnegative(),
  maxPosition: z.number().nonnegative(),
})
export type AccountLimits = z.infer<typeof accountLimitsSchema>
