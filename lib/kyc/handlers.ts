import type { ManagerInput, ManagerOutput } from '@/lib/contract/manager'
import type { ManagerMethod } from '@/lib/contract/methods'
import { endRelationship } from './commands/lifetime/end-relationship'
import { eraseCustomer } from './commands/lifetime/erase-customer'
import { exportCustomer } from './commands/lifetime/export-customer'
import { holdCustomer } from './commands/lifetime/hold-customer'
import { addDocument } from './commands/review/add-document'
import { addTemplate } from './commands/review/add-template'
import { approveDocument } from './commands/review/approve-document'
import { approveStep } from './commands/review/approve-step'
import { askCustomer } from './commands/review/ask-customer'
import { createLink } from './commands/review/create-link'
import { deleteTemplate } from './commands/review/delete-template'
import { endSessions } from './commands/review/end-sessions'
import { rejectDocument } from './commands/review/reject-document'
import { rejectStep } from './commands/review/reject-step'
import { reopenStep } from './commands/review/reopen-step'
import { replayDelivery } from './commands/review/replay-delivery'
import { requireStep } from './commands/review/require-step'
import { revokeLink } from './commands/review/revoke-link'
import { setRequiredLevel } from './commands/review/set-required-level'
import { setRiskLevel } from './commands/review/set-risk-level'
import { submitForCustomer } from './commands/review/submit-for-customer'
import { updateTemplate } from './commands/review/update-template'
import { viewDocuments } from './commands/review/view-documents'
import { viewFile } from './commands/review/view-file'
import { viewProfile } from './commands/review/view-profile'
import { viewStep } from './commands/review/view-step'
import { waiveStep } from './commands/review/waive-step'
import { addTransactions } from './commands/risk/add-transactions'
import { resolveAlert } from './commands/risk/resolve-alert'
import type { Actor, Context } from './context'
import { listAlerts } from './queries/list-alerts'
import { listAudit } from './queries/list-audit'
import { listDeliveries } from './queries/list-deliveries'
import { listLinks } from './queries/list-links'
import { listProfiles } from './queries/list-profiles'
import { listTemplates } from './queries/list-templates'
import { listTransactions } from './queries/list-transactions'
import { readFunnel } from './queries/read-funnel'
import { askForScreening } from './screening/ask-for-screening'
import { resolveHit } from './screening/resolve-hit'
import { viewHits } from './screening/view-hits'
import { viewScreenings } from './screening/view-screenings'
import { viewFindings } from './verification/view-findings'

type Handlers = {
  readonly [Method in ManagerMethod]: (
    context: Context,
    actor: Actor,
    input: ManagerInput<Method>,
  ) => Promise<ManagerOutput<Method>>
}

/** The command or query behind each method of the manager. The compiler requires all of them. */
export const HANDLERS: Handlers = {
  MngAddKycStepTemplate: addTemplate,
  MngUpdateKycStepTemplate: updateTemplate,
  MngDeleteKycStepTemplate: deleteTemplate,
  MngGetKycStepTemplates: listTemplates,
  MngGetKycProfiles: listProfiles,
  MngGetKycProfile: viewProfile,
  MngGetKycStep: viewStep,
  MngRequireKycStep: requireStep,
  MngSetKycRequiredLevel: setRequiredLevel,
  MngApproveKycStep: approveStep,
  MngRejectKycStep: rejectStep,
  MngAddKycDocument: addDocument,
  MngGetKycDocuments: viewDocuments,
  MngApproveKycDocument: approveDocument,
  MngRejectKycDocument: rejectDocument,
  MngGetKycAudit: listAudit,
  MngGetKycFile: viewFile,
  MngAskKycCustomer: askCustomer,
  MngSubmitKycStep: submitForCustomer,
  MngReopenKycStep: reopenStep,
  MngWaiveKycStep: waiveStep,
  MngSetKycRiskLevel: setRiskLevel,
  MngAddKycTransactions: addTransactions,
  MngGetKycTransactions: listTransactions,
  MngGetKycAlerts: listAlerts,
  MngResolveKycAlert: resolveAlert,
  MngEndKycSessions: endSessions,
  MngCreateKycLink: createLink,
  MngRevokeKycLink: revokeLink,
  MngGetKycLinks: listLinks,
  MngGetKycDeliveries: listDeliveries,
  MngReplayKycDelivery: replayDelivery,
  MngExportKycCustomer: exportCustomer,
  MngEndKycRelationship: endRelationship,
  MngHoldKycCustomer: holdCustomer,
  MngGetKycFunnel: readFunnel,
  MngEraseKycCustomer: eraseCustomer,
  MngScreenKycProfile: askForScreening,
  MngGetKycScreenings: viewScreenings,
  MngGetKycHits: viewHits,
  MngResolveKycHit: resolveHit,
  MngGetKycFindings: viewFindings,
}
