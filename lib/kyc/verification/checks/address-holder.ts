import { namesHolder } from '../../rules/printed-address/holder-line'
import { holderOf } from '../answered-holder'
import { defineCheck } from './define-check'

/** Whose name a bill has above an address. It has the address of its issuer too, so another name says nothing by itself. */
export const addressHolder = defineCheck({
  ...{ id: 'address-holder', version: 1, needs: 'print' },
  run: ({ country, print: { blocks } }, { answers }) => {
    const holder = holderOf(answers)
    if (holder === null) return [{ code: 'NOT_ANSWERED' }]
    const line = blocks.flat().find((text) => namesHolder(text, holder, country))
    if (line === undefined) return [{ code: 'HOLDER_NOT_FOUND', evidence: { addresses: blocks.length } }]
    return [{ code: 'PASSED', evidence: { line }, place: { in: 'print' } }]
  },
})
