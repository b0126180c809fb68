import type { Migration } from 'kysely/migration'
import { addFilesOfDocuments } from './010-files-of-documents'
import { addSubmissions } from './011-submissions'
import { addLogins } from './012-logins'
import { addAuditFilters } from './013-audit-filters'
import { addNames } from './014-names'
import { addMrzState } from './015-mrz-state'
import { addStepsByCode } from './016-steps-by-code'
import { addMessages } from './017-messages'
import { addSubmittedBy } from './018-submitted-by'
import { addQuestions } from './019-questions'
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
import { addLifetimes } from './031-lifetimes'
import { addDestroyedFiles } from './032-destroyed-files'
import { createCore } from './release-0.1/001-core'
import { addInstances } from './release-0.1/002-instances'
import { addDecisions } from './release-0.1/003-decisions'
import { addEmails } from './release-0.1/004-emails'
import { addCodes } from './release-0.1/005-codes'
import { addCapture } from './release-0.1/006-capture'
import { addEvents } from './release-0.1/007-events'
import { addJobs } from './release-0.1/008-jobs'
import { addIndexes } from './release-0.1/009-indexes'

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
}
