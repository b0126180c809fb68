import { z } from 'zod'
import { accountLimitsSchema } from '../levels/account-limits'
import { requestableLevelSchema } from '../levels/level-schemas'
import { REQUESTABLE_LEVELS } from '../levels/levels'
import { MAX_LENGTH } from '../limits'
import { storableText } from '../messages/storable-text'

/** cTrader's APIs, in camelCase (docs/requirements/ctrader.md). Unknown fields are ignored. */

/** The response of `GET /ctid2/inAppOneTimeToken/data`, which cTrader calls when a person opens the screens. */
export const oneTimeTokenSchema = z.object({
  otToken: z.string(),
  userId: z.number().int(),
  email: z.string(),
  tradingLogin: z.number().int(),
  action: z.literal('kyc'),
  kycType: requestableLevelSchema,
  expiresAt: z.iso.datetime(),
})
export type OneTimeToken = z.infer<typeof oneTimeTokenSchema>

export const validateTokenRequestSchema = z.object({ token: z.string() })

/** cTrader's words for the state of a profile: `docs/requirements/ctrader.md` says which means what. */
export const KYC_STATUS_WORDS = ['pending', 'approved', 'rejected', 'expired', 'additional_info_required'] as const
export type KycStatusWord = (typeof KYC_STATUS_WORDS)[number]

const idSchema = z.union([z.number().int(), storableText.min(1).max(MAX_LENGTH.customerId)])

/** The response of `POST /api/validate-token` for a valid token. `userId` may be text on other platforms. */
export const validTokenSchema = z.object({
  valid: z.literal(true),
  userId: idSchema,
  email: storableText.nullish(),
  tradingLogin: idSchema.nullish(),
  kycStatus: z.string().optional(),
  kycLevel: z.string().optional(),
  requiredDocuments: z.array(z.string()).optional(),
  /** Ours: the brand of the person, in deployments with several. */
  brand: z.string().nullish(),
})
export type ValidToken = z.infer<typeof validTokenSchema>

export const refusedTokenSchema = z.object({ valid: z.literal(false), code: z.string().optional() })
export const validateTokenAnswerSchema = z.discriminatedUnion('valid', [validTokenSchema, refusedTokenSchema])

/** The response of cTrader's newer `POST /ctid2/inAppToken/redeem?token=…`; 404 for unknown, expired or used tokens. */
export const redeemedTokenSchema = z.object({
  userId: idSchema,
  email: storableText.nullish(),
  tradingLogin: idSchema.nullish(),
})

/** The body of `POST /ctrader/callback/kyc-status`: exactly these fields. */
export const statusCallbackSchema = z.object({
  tradingLogin: z.number().int(),
  kycStatus: z.enum(KYC_STATUS_WORDS),
  kycLevel: z.enum(REQUESTABLE_LEVELS),
  verificationDate: z.iso.datetime(),
  accountLimits: accountLimitsSchema,
  timestamp: z.iso.datetime(),
})
export type StatusCallback = z.infer<typeof statusCallbackSchema>
