import { z } from 'zod'
import { LEVELS, REQUESTABLE_LEVELS } from './levels'

export const requestableLevelSchema = z.enum(REQUESTABLE_LEVELS)

/** The manager's API accepts a level as number or name, and always returns the number. */
export const levelNumberSchema = z.union([
  z.literal([1, 2, 3]),
  requestableLevelSchema.transform((name) => LEVELS[name]),
])
