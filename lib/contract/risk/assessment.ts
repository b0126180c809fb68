import { z } from 'zod'

/** Why a customer's risk is what it is. */

const matchedRuleSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  points: z.int(),
  floor: z.enum(['medium', 'high', 'prohibited']).nullable(),
  /** The facts by which the rule holds, in words. */
  because: z.array(z.string()),
  /** The same as long as these facts are. */
  key: z.string(),
})
export type MatchedRule = z.infer<typeof matchedRuleSchema>

/** What the rules of a version said. */
export const assessmentSchema = z.strictObject({
  version: z.string(),
  points: z.int(),
  /** By the rules: at most high. */
  level: z.int(),
  /** 4, prohibited, where the rules propose that. */
  proposed: z.int().nullable(),
  rules: z.array(matchedRuleSchema),
  /** Ids of the rules that could not be judged, because a fact is not known. */
  unknown: z.array(z.string()),
})
export type Assessment = z.infer<typeof assessmentSchema>

/** What a reviewer set by hand, and the keys of the rules that held then. */
const setByHandSchema = z.strictObject({
  level: z.int(),
  by: z.string().nullable(),
  at: z.iso.datetime().nullable(),
  keys: z.array(z.string()),
})

/** As it is kept with the profile. */
export const keptAssessmentSchema = assessmentSchema.extend({ hand: setByHandSchema.nullable() })
export type KeptAssessment = z.infer<typeof keptAssessmentSchema>

/** As reviewers read it. */
export const riskExplanationSchema = z
  .strictObject({
    version: z.string().describe('Of the rules by which it was judged: `version` in the risk file.'),
    points: z.int(),
    level_by_rules: z.int().describe('What the rules alone say: at most 3, high.'),
    proposed: z
      .int()
      .nullable()
      .describe('4, prohibited, where the rules propose it. A reviewer decides: until then nothing can be approved.'),
    by_hand: z
      .boolean()
      .describe(
        'Whether the level is the one that a reviewer set. Something new that the rules know puts them in charge again.',
      ),
    set_by: z.string().nullable(),
    set_at: z.iso.datetime().nullable(),
    rules: z
      .array(matchedRuleSchema.omit({ key: true }).extend({ since_set: z.boolean() }))
      .describe('The rules that hold. `since_set`: it, or the fact behind it, is new since a reviewer set the level.'),
    unknown: z.array(z.string()).describe('Ids of rules that could not be judged, because a fact is not known.'),
  })
  .meta({ id: 'RiskExplanation' })
export type RiskExplanation = z.infer<typeof riskExplanationSchema>
