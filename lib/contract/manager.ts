import { z } from 'zod'
import { documentSideSchema, documentTypeSchema } from './documents'
import { answersSchema, formSchemaSchema } from './form'
import { levelNumberSchema } from './levels'
import { RISK_LEVEL, type RiskName } from './statuses'

/** The manager's wire: snake_case, statuses and levels as seed 2's numbers, times as ISO 8601 in UTC. */

/** The five session roles of seed 2, and the service key that the screens themselves use. */
export const MANAGER_ROLES = [
  'SESSION_MANAGER',
  'SESSION_ADMIN',
  'SESSION_DEALER',
  'SESSION_CRM_MANAGER',
  'SESSION_CRM_ADMIN',
] as const
export type ManagerRole = (typeof MANAGER_ROLES)[number]
/** Seed 2 opens its methods to all five; what we add beside them is no dealer's business. */
const OPERATORS = MANAGER_ROLES.filter((role) => role !== 'SESSION_DEALER')

const id = z.uuid()
const riskLevelSchema = z.union([
  z.literal([0, 1, 2, 3, 4]),
  z.enum(Object.keys(RISK_LEVEL) as [RiskName, ...RiskName[]]).transform((name) => RISK_LEVEL[name]),
])
const moment = z.iso.datetime()
const code = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/, 'lower-case letters, digits and _, at most 64')
/** cTrader writes user ids as numbers; the manager keeps them as text. */
export const customerIdSchema = z.union([z.string().min(1).max(128), z.int().nonnegative().transform(String)])

export const templateSchema = z.strictObject({
  id,
  code,
  title: z.string(),
  brand: z.string(),
  level: z.int(),
  required: z.boolean(),
  active: z.boolean(),
  form_schema: formSchemaSchema,
  version: z.int(),
  created_at: moment,
  updated_at: moment,
})
export type Template = z.infer<typeof templateSchema>

export const documentSchema = z.strictObject({
  id,
  profile_id: id,
  step_id: id.nullable(),
  field: z.string().nullable(),
  file_id: id,
  document_type: z.string(),
  side: z.string(),
  country: z.string().nullable(),
  status: z.int(),
  file_name: z.string(),
  content_type: z.string(),
  file_size: z.int(),
  checksum: z.string(),
  reason_code: z.string().nullable(),
  reject_type: z.string().nullable(),
  created_at: moment,
  decided_at: moment.nullable(),
})
export type DocumentRecord = z.infer<typeof documentSchema>

export const stepSchema = z.strictObject({
  id,
  profile_id: id,
  template_id: id,
  template_version: z.int(),
  code: z.string(),
  title: z.string(),
  level: z.int(),
  required: z.boolean(),
  status: z.int(),
  form_schema: formSchemaSchema,
  answers: answersSchema.nullable(),
  reason_code: z.string().nullable(),
  reject_type: z.string().nullable(),
  /** The day after which the approval lapses. */
  expires_on: z.iso.date().nullable(),
  /** Who approved it, and who agreed where the risk asks for two. */
  approved_by: z.string().nullable(),
  confirmed_by: z.string().nullable(),
  submitted_at: moment.nullable(),
  decided_at: moment.nullable(),
  created_at: moment,
  updated_at: moment,
})
export type StepRecord = z.infer<typeof stepSchema>

export const stepWithDocumentsSchema = stepSchema.extend({ documents: z.array(documentSchema) })

const profileHead = {
  id,
  customer_id: z.string(),
  brand: z.string(),
  status: z.int(),
  level: z.int(),
  required_level: z.int(),
  risk_level: z.int(),
  email: z.string().nullable(),
  trading_login: z.string().nullable(),
  created_at: moment,
  updated_at: moment,
  approved_at: moment.nullable(),
}
export const profileSummarySchema = z.strictObject(profileHead)
export const profileSchema = z.strictObject({
  ...profileHead,
  steps: z.array(stepSchema),
  documents: z.array(documentSchema),
})
export type ProfileSummary = z.infer<typeof profileSummarySchema>
export type ProfileRecord = z.infer<typeof profileSchema>

export const auditRowSchema = z.strictObject({
  id,
  at: moment,
  brand: z.string(),
  customer_id: z.string().nullable(),
  /** Who: a manager key's name, `customer`, or `system`. */
  actor: z.string(),
  role: z.string(),
  /** What was done: the operation's canonical name, or the customer's verb. */
  action: z.string(),
  entity: z.enum(['template', 'profile', 'step', 'document', 'file', 'delivery', 'link']),
  entity_id: z.string(),
  /** The fields that changed; answers are named, never quoted. */
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
  comment: z.string().nullable(),
})
export type AuditRow = z.infer<typeof auditRowSchema>

/** Something that had to be told to cTrader or to the broker's systems. */
export const deliverySchema = z.strictObject({
  id,
  kind: z.string(),
  customer_id: z.string(),
  state: z.enum(['waiting', 'delivered', 'dead']),
  attempts: z.int(),
  last_error: z.string().nullable(),
  created_at: moment,
  next_attempt_at: moment,
  delivered_at: moment.nullable(),
  dead_at: moment.nullable(),
  body: z.unknown(),
})
export type Delivery = z.infer<typeof deliverySchema>

/** A one-time link for a customer; its address is answered once, when it is made. */
export const linkSchema = z.strictObject({
  id,
  customer_id: z.string(),
  created_by: z.string(),
  created_at: moment,
  expires_at: moment,
  used_at: moment.nullable(),
  revoked_at: moment.nullable(),
  /** What the customer still has to do. */
  missing: z.array(z.object({ code: z.string(), title: z.string(), status: z.int() })),
})
export type Link = z.infer<typeof linkSchema>

/** Reasons that a person can be told. The screens hold a sentence for each, under `reasons.<code>`. */
export const REASON_CODES = [
  'unreadable',
  'wrong_document',
  'expired_document',
  'incomplete_document',
  'data_mismatch',
  'document_too_old',
  'suspected_alteration',
  'answers_incomplete',
  'other',
] as const
export type ReasonCode = (typeof REASON_CODES)[number]

const templateInput = {
  code,
  title: z.string().min(1).max(200),
  level: levelNumberSchema,
  required: z.boolean().default(true),
  active: z.boolean().default(true),
  form_schema: formSchemaSchema,
}

const page = { limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.string().optional() }
const listOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), next_cursor: z.string().nullable() })

const byId = z.strictObject({ id })
const approveInput = z.strictObject({ id, comment: z.string().max(2_000).optional() })
const rejectInput = z.strictObject({
  id,
  reason_code: z.enum(REASON_CODES),
  reject_type: z.enum(['retry', 'final']).default('retry'),
  comment: z.string().max(2_000).optional(),
})

/** Why locked data is changed (seed 3: identification data is locked once approved). */
const justification = z.string().trim().min(10).max(2_000)

type Operation = {
  readonly summary: string
  /** Seed 2's route; `{id}` is filled from the path, the rest of the input from the query (GET) or the body. */
  readonly routes: readonly { readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'; readonly path: string }[]
  readonly input: z.ZodType
  readonly output: z.ZodType
  readonly roles: readonly ManagerRole[]
}

/**
 * Seed 2's sixteen methods under their canonical names, and a few of our own: the REST routes, their checks and the
 * handlers' types all come from this table. Seed 2 lets every one of its roles call every method of its own.
 */
export const MANAGER_OPERATIONS = {
  MngAddKycStepTemplate: {
    summary: 'Create a step template',
    routes: [{ method: 'POST', path: '/templates' }],
    input: z.strictObject(templateInput),
    output: templateSchema,
    roles: MANAGER_ROLES,
  },
  MngUpdateKycStepTemplate: {
    summary: 'Change a step template; steps already attached keep theirs',
    routes: [
      { method: 'PUT', path: '/templates/{id}' },
      { method: 'PATCH', path: '/templates/{id}' },
    ],
    input: z.strictObject({
      id,
      code: templateInput.code.optional(),
      title: templateInput.title.optional(),
      level: templateInput.level.optional(),
      required: z.boolean().optional(),
      active: z.boolean().optional(),
      form_schema: formSchemaSchema.optional(),
    }),
    output: templateSchema,
    roles: MANAGER_ROLES,
  },
  MngDeleteKycStepTemplate: {
    summary: 'Take a step template out of use; steps already attached stay',
    routes: [{ method: 'DELETE', path: '/templates/{id}' }],
    input: byId,
    output: z.strictObject({ id, deleted: z.literal(true) }),
    roles: MANAGER_ROLES,
  },
  MngGetKycStepTemplates: {
    summary: 'List step templates',
    routes: [{ method: 'GET', path: '/templates' }],
    input: z.strictObject({ ...page, code: z.string().optional(), level: z.coerce.number().int().optional() }),
    output: listOf(templateSchema),
    roles: MANAGER_ROLES,
  },
  MngGetKycProfiles: {
    summary: 'List profiles',
    routes: [{ method: 'GET', path: '/profiles' }],
    input: z.strictObject({
      ...page,
      customer_id: z.string().optional(),
      status: z.coerce.number().int().optional(),
      level: z.coerce.number().int().optional(),
      risk_level: z.coerce.number().int().optional(),
      brand: z.string().optional(),
      /** Part of the customer's id, email or trading login. */
      text: z.string().min(1).max(200).optional(),
      sort: z.enum(['created_at', '-created_at', 'updated_at', '-updated_at']).default('created_at'),
    }),
    output: listOf(profileSummarySchema),
    roles: MANAGER_ROLES,
  },
  MngGetKycProfile: {
    summary: 'A profile with its steps and documents',
    routes: [{ method: 'GET', path: '/profiles/{id}' }],
    input: byId,
    output: profileSchema,
    roles: MANAGER_ROLES,
  },
  MngGetKycStep: {
    summary: 'A step with its documents',
    routes: [{ method: 'GET', path: '/steps/{id}' }],
    input: byId,
    output: stepWithDocumentsSchema,
    roles: MANAGER_ROLES,
  },
  MngRequireKycStep: {
    summary: 'Attach one step to a customer (kyc.require_step)',
    routes: [{ method: 'POST', path: '/steps/require' }],
    input: z.strictObject({ customer_id: customerIdSchema, template_id: id }),
    output: stepSchema,
    roles: MANAGER_ROLES,
  },
  MngSetKycRequiredLevel: {
    summary: 'Raise the level that a customer must reach (kyc.set_required_level)',
    routes: [{ method: 'POST', path: '/required-level' }],
    input: z.strictObject({ customer_id: customerIdSchema, required_level: levelNumberSchema }),
    output: profileSchema,
    roles: MANAGER_ROLES,
  },
  MngApproveKycStep: {
    summary: 'Approve a submitted step',
    routes: [{ method: 'POST', path: '/steps/{id}/approve' }],
    input: approveInput,
    output: stepSchema,
    roles: MANAGER_ROLES,
  },
  MngRejectKycStep: {
    summary: 'Send a submitted step back, or reject it for good',
    routes: [{ method: 'POST', path: '/steps/{id}/reject' }],
    input: rejectInput,
    output: stepSchema,
    roles: MANAGER_ROLES,
  },
  MngAddKycDocument: {
    summary: 'Put a stored file to a customer’s profile',
    routes: [{ method: 'POST', path: '/documents' }],
    // file_name, content_type, file_size and checksum are refused by the strict object: seed 2 derives them.
    input: z.strictObject({
      customer_id: customerIdSchema,
      file_id: id,
      document_type: documentTypeSchema,
      side: documentSideSchema.default('front'),
      country: z.string().length(3).optional(),
      step_id: id.optional(),
      field: z.string().optional(),
      justification: justification.optional(),
    }),
    output: documentSchema,
    roles: MANAGER_ROLES,
  },
  MngGetKycDocuments: {
    summary: 'List documents',
    routes: [{ method: 'GET', path: '/documents' }],
    input: z.strictObject({
      ...page,
      customer_id: z.string().optional(),
      profile_id: id.optional(),
      step_id: id.optional(),
      status: z.coerce.number().int().optional(),
    }),
    output: listOf(documentSchema),
    roles: MANAGER_ROLES,
  },
  MngApproveKycDocument: {
    summary: 'Approve a document',
    routes: [{ method: 'POST', path: '/documents/{id}/approve' }],
    input: approveInput,
    output: documentSchema,
    roles: MANAGER_ROLES,
  },
  MngRejectKycDocument: {
    summary: 'Send a document back, and its step with it',
    routes: [{ method: 'POST', path: '/documents/{id}/reject' }],
    input: rejectInput,
    output: documentSchema,
    roles: MANAGER_ROLES,
  },
  MngGetKycAudit: {
    summary: 'Read the audit: who changed what, when',
    routes: [{ method: 'GET', path: '/audit' }],
    input: z.strictObject({
      ...page,
      customer_id: z.string().optional(),
      entity: z.string().optional(),
      entity_id: z.string().optional(),
    }),
    output: listOf(auditRowSchema),
    roles: MANAGER_ROLES,
  },

  // Beside seed 2's sixteen: what a back office needs besides.
  MngReopenKycStep: {
    summary: 'Unlock an approved step for the customer to change, with a justification',
    routes: [{ method: 'POST', path: '/steps/{id}/reopen' }],
    input: z.strictObject({ id, justification }),
    output: stepSchema,
    roles: OPERATORS,
  },
  MngSetKycRiskLevel: {
    summary: 'Set the risk level by hand; unknown gives it back to the rules',
    routes: [{ method: 'POST', path: '/profiles/{id}/risk-level' }],
    input: z.strictObject({ id, risk_level: riskLevelSchema, comment: z.string().trim().min(1).max(2_000) }),
    output: profileSchema,
    roles: OPERATORS,
  },
  MngCreateKycLink: {
    summary: 'Make a one-time link that shows a customer what is missing, and mail it where asked',
    routes: [{ method: 'POST', path: '/links' }],
    input: z.strictObject({
      customer_id: customerIdSchema,
      hours: z.int().min(1).max(168).default(72),
      mail: z.boolean().default(false),
    }),
    output: linkSchema.extend({ url: z.url() }),
    roles: OPERATORS,
  },
  MngRevokeKycLink: {
    summary: 'Make a link worthless',
    routes: [{ method: 'DELETE', path: '/links/{id}' }],
    input: byId,
    output: linkSchema,
    roles: OPERATORS,
  },
  MngGetKycLinks: {
    summary: 'List links',
    routes: [{ method: 'GET', path: '/links' }],
    input: z.strictObject({ ...page, customer_id: z.string().optional() }),
    output: listOf(linkSchema),
    roles: OPERATORS,
  },
  MngGetKycDeliveries: {
    summary: 'List what was, is being or could not be delivered',
    routes: [{ method: 'GET', path: '/deliveries' }],
    input: z.strictObject({
      ...page,
      customer_id: z.string().optional(),
      state: z.enum(['waiting', 'delivered', 'dead']).optional(),
    }),
    output: listOf(deliverySchema),
    roles: OPERATORS,
  },
  MngReplayKycDelivery: {
    summary: 'Try again what could not be delivered',
    routes: [{ method: 'POST', path: '/deliveries/{id}/replay' }],
    input: byId,
    output: deliverySchema,
    roles: OPERATORS,
  },
} as const satisfies Record<string, Operation>

export type ManagerMethod = keyof typeof MANAGER_OPERATIONS
export type ManagerInput<Method extends ManagerMethod> = z.output<(typeof MANAGER_OPERATIONS)[Method]['input']>
export type ManagerOutput<Method extends ManagerMethod> = z.output<(typeof MANAGER_OPERATIONS)[Method]['output']>
