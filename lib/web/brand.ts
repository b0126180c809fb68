import 'server-only'
import { env } from '@/lib/env'
import type { HostSettings } from '@/lib/host'
import { brandName, brands } from '@/lib/server'

/**
 * What the screens show of the broker: the entry of the customer's brand, and what it leaves open from the environment.
 * @param key the brand that came with the customer; undefined before anybody is known.
 */
export function readBrand(key?: string) {
  const { KYC_RETURN_URL, KYC_SUCCESS_URL, KYC_TERMS_URL, KYC_PRIVACY_URL, KYC_BRAND, sandbox } = env()
  const { KYC_SUPPORT_EMAIL, KYC_SUPPORT_URL } = env()
  const own = brands()[key ?? KYC_BRAND ?? 'sandbox']
  const { accent, radius, density, font } = own ?? {}
  return {
    name: own?.name ?? brandName(),
    logo: own?.logo ?? null,
    successUrl: own?.success_url ?? KYC_SUCCESS_URL ?? null,
    returnUrl: own?.return_url ?? KYC_RETURN_URL ?? null,
    supportEmail: own?.support_email ?? KYC_SUPPORT_EMAIL ?? (sandbox ? 'support@example.com' : null),
    supportUrl: own?.support_url ?? KYC_SUPPORT_URL ?? null,
    termsUrl: own?.terms_url ?? KYC_TERMS_URL ?? null,
    privacyUrl: own?.privacy_url ?? KYC_PRIVACY_URL ?? null,
    documents: own?.documents ?? {},
    appearance: { accent, radius, density, font },
    sandbox,
  }
}

/** Which hosts are told what happens in the screens. */
export function hostSettings(): HostSettings {
  return { allowedOrigins: hostOrigins(), ctraderPlugin: env().KYC_CTRADER_PLUGIN === 'on' }
}

/** Those that may embed the screens. */
function hostOrigins(): string[] {
  const { KYC_FRAME_ANCESTORS: ancestors, sandbox } = env()
  if (ancestors === undefined)
    return sandbox ? ['http://localhost:*', 'http://127.0.0.1:*', 'https://localhost:*', 'https://127.0.0.1:*'] : []
  return ancestors.split(/\s+/).filter((source) => /^https?:\/\//.test(source))
}
