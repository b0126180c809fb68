import { MANAGER_METHODS } from './methods'

/** The vocabulary of the audit: entities, actions and events. */

export const ENTITIES = [
  'template',
  'profile',
  'step',
  'document',
  'file',
  'delivery',
  'link',
  'erasure',
  'audit',
  'list',
  'access',
] as const
export type Entity = (typeof ENTITIES)[number]

/** What was done. Reviewers' actions are the manager's methods; customers and the system have their own. */
const CUSTOMER_ACTIONS = [
  'Open',
  'RequestLevel',
  'ChooseEmails',
  'SubmitStep',
  'SendCode',
  'CheckCode',
  'AttachDocument',
  'RemoveDocument',
  'ResolveDifference',
  'UploadFile',
] as const
const SYSTEM_ACTIONS = [
  'Expire',
  'Erase',
  'ExportAudit',
  'ReadDocument',
  'SeedTemplates',
  'ImportTemplates',
  'Sweep',
] as const
export const ACTIONS = [...MANAGER_METHODS, ...CUSTOMER_ACTIONS, ...SYSTEM_ACTIONS] as const
export type Action = (typeof ACTIONS)[number]

/** All events. Their consequences are defined in `lib/kyc/events`. */
export const EVENT_NAMES = [
  'template.created',
  'template.updated',
  'template.deleted',

  'profile.created',
  'profile.details_changed',
  'profile.login_added',
  'profile.emails_chosen',
  'profile.sessions_ended',
  'profile.first_level_required',
  'profile.level_raised',
  'profile.level_lowered',
  'profile.risk_changed',
  'profile.level_changed',
  'profile.in_progress',
  'profile.pending',
  'profile.review_required',
  'profile.approved',
  'profile.sent_back',
  'profile.rejected',
  'profile.expired',
  'profile.reopened',
  'profile.entered',
  'profile.viewed',
  'profile.exported',
  'profile.relationship_ended',
  'profile.hold_changed',
  'profile.erasure_asked',

  'step.attached',
  'step.required',
  'step.asked',
  'step.code_sent',
  'step.address_verified',
  'step.submitted',
  'step.withdrawn',
  'step.first_approved',
  'step.approved',
  'step.confirmed',
  'step.rejected',
  'step.reopened',
  'step.reissued',
  'step.skipped',
  'step.waived',
  'step.expired',
  'step.viewed',

  'document.attached',
  'document.added',
  'document.submitted',
  'document.approved',
  'document.rejected',
  'document.removed',
  'document.expired',
  'document.read',
  'document.address_read',
  'document.signals_changed',
  'document.difference_resolved',
  'document.viewed',
  'document.file_destroyed',

  'file.stored',
  'file.viewed',
  'file.swept',
  'link.created',
  'link.revoked',
  'delivery.replayed',

  'erasure.done',
  'audit.exported',

  'list.viewed',
  'access.refused',
] as const
export type EventName = (typeof EVENT_NAMES)[number]
