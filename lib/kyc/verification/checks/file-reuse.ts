import type { CaseFindingCode } from '@/lib/contract/verification/case-findings'
import { defineCheck } from './define-check'

const REUSED = ['SAME_SIDES', 'PREVIOUSLY_REJECTED', 'DUPLICATE', 'SCREENSHOT'] as const

/**
 * Whether the same file is another customer's, or was used before: that was recognised when it came, since only then it can be
 * asked of the person. That another
 * customer has it is found of whoever came first, too.
 */
export const fileReuse = defineCheck({
  ...{ id: 'file-reuse', version: 1, needs: 'file' },
  run: ({ signals, shared }) => {
    const found: CaseFindingCode[] = REUSED.filter((code) => signals.includes(code))
    if (shared) found.push('SHOWN_BY_ANOTHER_CUSTOMER')
    return found.length > 0 ? found.map((code) => ({ code })) : [{ code: 'PASSED' }]
  },
})
