import { LiveUpdates } from '@/components/shell/later'
import { Status } from '@/components/status/status'
import { isDone } from '@/lib/journey/journey'
import { termsOf } from '@/lib/server/known-brands'
import { readBrand } from '@/lib/server/read-brand'
import { type Ready, renderScreen, type ScreenProps } from '../screen'

/** The KYC status screen (docs/requirements/ctrader.md#screens). */
export default function StatusPage({ searchParams }: ScreenProps) {
  return renderScreen(
    searchParams,
    { path: '/inapp/kyc/status', screen: 'status', stepOf: () => null, backHref: addressBefore },
    ({ kyc, session }) => (
      <>
        <Status kyc={kyc} terms={termsOf(session.identity.brand)} brand={readBrand(session.identity.brand)} />
        <LiveUpdates version={kyc.version} status={kyc.status} />
      </>
    ),
  )
}

/** Back leads to what is left to do; where that is nothing it leaves. */
function addressBefore({ kyc }: Ready): string | null {
  return isDone(kyc) ? null : '/inapp/kyc'
}
