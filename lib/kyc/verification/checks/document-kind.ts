import { extractedOf } from '../../rules/extracted'
import { defineCheck, type Found } from './define-check'

/** The type and the country that were chosen, against those of the zone. */
export const documentKind = defineCheck({
  ...{ id: 'document-kind', version: 1, needs: 'zone' },
  run: ({ document_type, country, zone: { mrz } }, { today }) => {
    const { document_type: type, issuing_country: issuer } = extractedOf(mrz, today)
    const found: Found[] = []
    const place = { in: 'zone', part: 'issuer' } as const
    if (type && type !== document_type)
      found.push({ code: 'TYPE_DIFFERS', evidence: { chosen: document_type, zone: type }, place })
    if (issuer && country && issuer !== country)
      found.push({ code: 'COUNTRY_DIFFERS', evidence: { chosen: country, zone: issuer }, place })
    if (found.length > 0) return found
    return [{ code: type && issuer && country ? 'PASSED' : 'NOT_COMPARABLE', place }]
  },
})
