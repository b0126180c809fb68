import { defineCheck } from './define-check'

/** Whether a document is valid today, by its zone and by what its holder answered. */
export const documentExpiry = defineCheck({
  ...{ id: 'document-expiry', version: 1, needs: 'zone' },
  run: ({ zone: { mrz } }, { answers, today }) => {
    const answered = typeof answers.expiry_date === 'string' && answers.expiry_date !== '' ? answers.expiry_date : null
    const place = { in: 'zone', part: 'expiry_date' } as const
    const isRead = mrz.expiry_date !== null && mrz.parts.expiry_date?.certainty === 'agreed'
    const evidence = { zone: mrz.expiry_date, answer: answered }
    if (isRead && (mrz.expiry_date ?? '') < today) return [{ code: 'EXPIRED', evidence, place }]
    if (answered !== null && answered < today) return [{ code: 'EXPIRED', field: 'expiry_date', evidence }]
    return [{ code: isRead ? 'PASSED' : 'NOT_COMPARABLE', evidence, place }]
  },
})
