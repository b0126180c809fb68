import { KycError } from '@/lib/contract/errors'
import type { OneTimeToken } from '@/lib/contract/host/ctrader'
import { requestableLevelSchema } from '@/lib/contract/levels/level-schemas'
import { identityOf, nameInSessionToken, personOf } from '@/lib/sandbox/person'
import { SECOND_BRAND } from '@/lib/sandbox/second-brand'
import { manager } from '@/lib/server'
import { requireBrand } from '@/lib/server/known-brands'
import { respondInSandbox } from '@/lib/server/web'

/**
 * Plays cTrader's backend (docs/requirements/ctrader.md): a one-time token for whom `Bearer sandbox:<name>` names, as a
 * customer of `?brand=`.
 */
export function GET(request: Request) {
  return respondInSandbox(async () => {
    const name = nameInSessionToken(request.headers.get('authorization'))
    if (!name) throw new KycError('UNAUTHENTICATED', { message: 'Use Authorization: Bearer sandbox:<any name>.' })
    const query = new URL(request.url).searchParams
    const kycType = requestableLevelSchema.catch('standard').parse(query.get('kycType'))
    const brand = requireBrand(query.get('brand'))
    const person = personOf(name, brand === SECOND_BRAND ? brand : null)
    const issued = await (await manager()).tokens.issue({ identity: identityOf(person, brand), kyc_type: kycType })
    const answer: OneTimeToken = {
      otToken: issued.token,
      ...person,
      action: 'kyc',
      kycType,
      expiresAt: issued.expires_at,
    }
    return Response.json(answer, { headers: { 'cache-control': 'no-store' } })
  })
}
