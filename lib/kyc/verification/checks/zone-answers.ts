import { MRZ_FIELDS, type MrzField } from '@/lib/contract/well-known'
import { answerOfZone } from '../../rules/extracted'
import { compareMrz, isStated, ZONE_PARTS } from '../../rules/mrz-comparison'
import { defineCheck } from './define-check'

/** Without these nobody is known. People with one name have no first one. */
const WHO = ['last_name', 'date_of_birth'] as const satisfies readonly MrzField[]

/** The answers against the zone, by the same comparison of which customers are told. */
export const zoneAnswers = defineCheck({
  ...{ id: 'zone-answers', version: 1, needs: 'zone' },
  run: ({ zone: { mrz } }, { answers, today }) => {
    const isGiven = (field: MrzField) => typeof answers[field] === 'string' && answers[field] !== ''
    const compared = MRZ_FIELDS.filter((field) => isGiven(field) && isStated(mrz, field))
    const differing = compareMrz(mrz, answers, today).flatMap(({ code, field }) => {
      const isOf = code === 'MRZ_DISAGREES' || code === 'MRZ_NOT_COMPARABLE'
      const named = MRZ_FIELDS.find((one) => one === field)
      return isOf && named ? [{ code, field: named }] : []
    })
    if (differing.length > 0)
      return differing.map(({ code, field }) => ({
        ...{ code, field, place: { in: 'zone', part: ZONE_PARTS[field] } },
        evidence: { answer: String(answers[field]), zone: answerOfZone(mrz, field, today) },
      }))
    // That a number agrees says nothing of whose it is.
    const code = WHO.every((field) => compared.includes(field)) ? 'PASSED' : 'NOT_ANSWERED'
    return [{ code, evidence: { compared }, place: { in: 'zone' } }]
  },
})
