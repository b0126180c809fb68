import { z } from 'zod'
import { LEVELS, REQUESTABLE_LEVELS } from './levels'

export const requestableLevelSchema = z.enum(REQUESTABLE_LEVELS)

/** On the manager's wire a level may be written as its number or its name; it is always answered as the number. */
export const levelNumberSchema = z.union([
  z.literal([1, 2, 3]),
  requestableLevelSchema.transform((name) => LEVELS[name]),
])
