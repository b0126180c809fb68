import { anchorAuditJob } from '@/lib/kyc/commands/anchor-audit'
import { expireStepsJob } from '@/lib/kyc/commands/expire-steps'
import { indexNamesJob } from '@/lib/kyc/commands/index-names'
import { destroyFilesJob } from '@/lib/kyc/commands/lifetime/destroy-files'
import { keepRetentionJob } from '@/lib/kyc/commands/lifetime/keep-retention'
import { reissueStepsJob } from '@/lib/kyc/commands/reissue-steps'
import { askRefreshJob } from '@/lib/kyc/commands/risk/ask-refresh'
import { reassessProfilesJob } from '@/lib/kyc/commands/risk/reassess-profiles'
import { removeFileJob, sweepSpentJob } from '@/lib/kyc/commands/sweep-spent'
import { sweepUploadsJob } from '@/lib/kyc/commands/sweep-uploads'
import type { Context } from '@/lib/kyc/context'
import { callbackJob } from '@/lib/kyc/deliveries/callback'
import { emailJob } from '@/lib/kyc/deliveries/email'
import { webhookJob } from '@/lib/kyc/deliveries/webhook'
import { updateListsJob } from '@/lib/kyc/screening/lists/update-lists'
import { screenChangesJob } from '@/lib/kyc/screening/screen-changes'
import { screenDueJob } from '@/lib/kyc/screening/screen-due'
import { screenProfileJob } from '@/lib/kyc/screening/screen-profile'
import { checkAgainJob } from '@/lib/kyc/verification/check-again'
import { extractMrzJob, extractMrzLaterJob } from '@/lib/kyc/verification/extract-mrz'
import { readAddressJob, readAddressLaterJob } from '@/lib/kyc/verification/read-address'
import { readBarcodesJob, readBarcodesLaterJob } from '@/lib/kyc/verification/read-barcodes'
import { scanFileJob } from '@/lib/kyc/verification/scan-file'
import { verifyProfileJob } from '@/lib/kyc/verification/verify-profile'
import type { Registry } from './queue'

/** The job of each kind. The compiler requires all of them. */
export const REGISTRY: Registry<Context> = {
  'ctrader.kyc-status': callbackJob,
  webhook: webhookJob,
  mail: emailJob,
  'document.extract-mrz': extractMrzJob,
  'document.extract-mrz-later': extractMrzLaterJob,
  'document.read-barcodes': readBarcodesJob,
  'document.read-barcodes-later': readBarcodesLaterJob,
  'document.read-address': readAddressJob,
  'document.read-address-later': readAddressLaterJob,
  'file.scan': scanFileJob,
  'steps.expire': expireStepsJob,
  'steps.reissue': reissueStepsJob,
  'names.index': indexNamesJob,
  'uploads.sweep': sweepUploadsJob,
  'spent.sweep': sweepSpentJob,
  'file.remove': removeFileJob,
  'audit.anchor': anchorAuditJob,
  'files.destroy': destroyFilesJob,
  'retention.keep': keepRetentionJob,
  'risk.reassess': reassessProfilesJob,
  'screening.profile': screenProfileJob,
  'profile.verify': verifyProfileJob,
  'profiles.check-again': checkAgainJob,
  'screening.changes': screenChangesJob,
  'screening.due': screenDueJob,
  'screening.update-lists': updateListsJob,
  'refresh.ask': askRefreshJob,
}
