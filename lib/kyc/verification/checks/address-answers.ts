import { addressOf } from '../../rules/printed-address'
import { answeredPlace, comparePlaces } from '../../rules/printed-address/same-place'
import { holderOf } from '../answered-holder'
import { defineCheck } from './define-check'

/** The address below the customer's name on a bill, against the one that they answered. */
export const addressAnswers = defineCheck({
  ...{ id: 'address-answers', version: 1, needs: 'print' },
  run: ({ country, print: { blocks } }, { answers }) => {
    const holder = holderOf(answers)
    const answered = answeredPlace(answers)
    if (holder === null || answered.postal_code === '') return [{ code: 'NOT_ANSWERED' }]
    const printed = addressOf(blocks, [holder], country)
    if (!printed.postal_code) return [{ code: 'NOT_READ' }]
    const { verdict, part } = comparePlaces(printed, answers)
    const { street = null, postal_code, city = null } = printed
    const evidence = { ...{ street, postal_code, city }, answered: [answered.street, answered.postal_code] }
    const place = { in: 'print' } as const
    if (verdict === 'differs' && part) return [{ code: 'ADDRESS_DIFFERS', field: part, evidence, place }]
    return [{ code: verdict === 'agrees' ? 'PASSED' : 'NOT_COMPARABLE', evidence, place }]
  },
})
