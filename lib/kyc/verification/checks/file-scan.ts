import type { ScanState } from '@/lib/contract/records'
import type { CaseFindingCode } from '@/lib/contract/verification/case-findings'
import { defineCheck } from './define-check'

const CODES = {
  clean: 'PASSED',
  waiting: 'WAITING',
  infected: 'INFECTED',
} as const satisfies Record<ScanState, CaseFindingCode>

export const fileScan = defineCheck({
  ...{ id: 'file-scan', version: 1, needs: 'file' },
  run: ({ scan }) => [{ code: scan === null ? 'NOT_SCANNED' : CODES[scan] }],
})
