import type { Migration } from 'kysely/migration'
import { addMrzOutcomes } from './020-mrz-outcomes'
import { addKeyCheck } from './021-key-check'
import { addPositions } from './022-positions'
import { addKeyedRequests } from './023-keyed-requests'
import { addResolutions } from './024-resolutions'
import { addDecisionEmails } from './025-decision-emails'
import { addAddresses } from './026-addresses'
import { addDataKeys } from './027-data-keys'
import { addSessions } from './029-sessions'
import { addAuditChain } from './030-audit-chain'
import { addScans } from './034-scans'
import { addHolds } from './035-holds'
import { addFunnel } from './036-funnel'
import { addRisk } from './040-risk'
import { addTransactions } from './041-transactions'
import { addShares } from './044-shares'
import { addFindings } from './046-findings'
import { addCheckedBy } from './047-checked-by'
import { addBarcodes } from './049-barcodes'
import { addFilesOfDocuments } from './before-020/010-files-of-documents'
import { addSubmissions } from './before-020/011-submissions'
import { addLogins } from './before-020/012-logins'
import { addAuditFilters } from './before-020/013-audit-filters'
import { addNames } from './before-020/014-names'
import { addMrzState } from './before-020/015-mrz-state'
import { addStepsByCode } from './before-020/016-steps-by-code'
import { addMessages } from './before-020/017-messages'
import { addSubmittedBy } from './before-020/018-submitted-by'
import { addQuestions } from './before-020/019-questions'
import { addLifetimes } from './lifetime/031-lifetimes'
import { addDestroyedFiles } from './lifetime/032-destroyed-files'
import { addPauses } from './lifetime/033-pauses'
import { createCore } from './release-0.1/001-core'
import { addInstances } from './release-0.1/002-instances'
import { addDecisions } from './release-0.1/003-decisions'
import { addEmails } from './release-0.1/004-emails'
import { addCodes } from './release-0.1/005-codes'
import { addCapture } from './release-0.1/006-capture'
import { addEvents } from './release-0.1/007-events'
import { addJobs } from './release-0.1/008-jobs'
import { addIndexes } from './release-0.1/009-indexes'
import { addScreeningLists } from './screening/037-screening-lists'
import { addScreenings } from './screening/038-screenings'
import { addScreeningHits } from './screening/039-screening-hits'
import { addRemovedLists } from './screening/042-removed-lists'

/**
 * Append-only: released migrations never change. Their names are recorded in existing databases and must sort in order.
 */
export const MIGRATIONS: Record<string, Migration> = {
  '001_core': { up: createCore },
  '002_copies': { up: addInstances },
  '003_decisions': { up: addDecisions },
  '004_letters': { up: addEmails },
  '005_codes': { up: addCodes },
  '006_capture': { up: addCapture },
  '007_events': { up: addEvents },
  '008_jobs': { up: addJobs },
  '009_indexes': { up: addIndexes },
  '010_files_of_documents': { up: addFilesOfDocuments },
  '011_submissions': { up: addSubmissions },
  '012_logins': { up: addLogins },
  '013_audit_filters': { up: addAuditFilters },
  '014_names': { up: addNames },
  '015_mrz_state': { up: addMrzState },
  '016_steps_by_code': { up: addStepsByCode },
  '017_messages': { up: addMessages },
  '018_submitted_by': { up: addSubmittedBy },
  '019_questions': { up: addQuestions },
  '020_mrz_outcomes': { up: addMrzOutcomes },
  '021_key_check': { up: addKeyCheck },
  '022_positions': { up: addPositions },
  '023_keyed_requests': { up: addKeyedRequests },
  '024_resolutions': { up: addResolutions },
  '025_decision_emails': { up: addDecisionEmails },
  '026_addresses': { up: addAddresses },
  '027_data_keys': { up: addDataKeys },
  '029_sessions': { up: addSessions },
  '030_audit_chain': { up: addAuditChain },
  '031_lifetimes': { up: addLifetimes },
  '032_destroyed_files': { up: addDestroyedFiles },
  '033_pauses': { up: addPauses },
  '034_scans': { up: addScans },
  '035_holds': { up: addHolds },
  '036_funnel': { up: addFunnel },
  '037_screening_lists': { up: addScreeningLists },
  '038_screenings': { up: addScreenings },
  '039_screening_hits': { up: addScreeningHits },
  '040_risk': { up: addRisk },
  '041_transactions': { up: addTransactions },
  '042_removed_lists': { up: addRemovedLists },
  '044_shares': { up: addShares },
  '046_findings': { up: addFindings },
  '047_checked_by': { up: addCheckedBy },
  '049_barcodes': { up: addBarcodes },
}
