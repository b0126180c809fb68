import { z } from 'zod'
import { REQUESTABLE_LEVELS } from '../levels/levels'

/** Scenarios of the sandbox: states that integrators can see without reproducing them by hand. */

/** The state of a customer when the screens open. */
export const SITUATIONS = [
  'new',
  'half_way',
  'in_review',
  'second_look',
  'approved',
  'document_sent_back',
  'answers_sent_back',
  'rejected_for_good',
  'expired',
  'selfie_asked',
  'email_asked',
  'question_asked',
] as const
export type Situation = (typeof SITUATIONS)[number]

export const TOKEN_STATES = ['good', 'used', 'expired', 'unknown'] as const
export type TokenState = (typeof TOKEN_STATES)[number]

export const scenarioRequestSchema = z.strictObject({
  situation: z.enum(SITUATIONS).default('new'),
  token: z.enum(TOKEN_STATES).default('good'),
  kyc_type: z.enum(REQUESTABLE_LEVELS).default('standard'),
})
export type ScenarioRequest = z.infer<typeof scenarioRequestSchema>

/** A new customer in that situation, with a token in that state. */
export const scenarioStartSchema = z.object({
  name: z.string(),
  userId: z.int(),
  email: z.string(),
  tradingLogin: z.int(),
  token: z.string(),
})
export type ScenarioStart = z.infer<typeof scenarioStartSchema>
