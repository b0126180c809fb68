import { z } from 'zod'

/** What an account may move, in its currency. */
export const accountLimitsSchema = z.strictObject({
  dailyDeposit: z.number().nonnegative(),
  monthlyDeposit: z.number().nonnegative(),
  maxPosition: z.number().nonnegative(),
})
export type AccountLimits = z.infer<typeof accountLimitsSchema>
