import { z } from 'zod'
import { MAX_LENGTH } from '../limits'

/** cTrader sends user ids as numbers; the manager stores them as text. */
export const customerIdSchema = z.union([
  z.string().min(1).max(MAX_LENGTH.customerId),
  z.int().nonnegative().transform(String),
])
