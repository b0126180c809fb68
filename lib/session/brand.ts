import 'server-only'
import { env } from '@/lib/env'
import { brandName } from '@/lib/server'

/** What the screens show of the broker. */
export function readBrand() {
  const { KYC_RETURN_URL, KYC_SUPPORT_EMAIL, KYC_SUPPORT_URL, KYC_TERMS_URL, KYC_PRIVACY_URL, sandbox } = env()
  return {
    name: brandName(),
    returnUrl: KYC_RETURN_URL ?? null,
    supportEmail: KYC_SUPPORT_EMAIL ?? (sandbox ? 'support@example.com' : null),
    supportUrl: KYC_SUPPORT_URL ?? null,
    termsUrl: KYC_TERMS_URL ?? null,
    privacyUrl: KYC_PRIVACY_URL ?? null,
    sandbox,
  }
}

/** The origins that may hear what happens in the screens: those that may embed them. */
export function hostOrigins(): string[] {
  const { KYC_FRAME_ANCESTORS: ancestors, sandbox } = env()
  if (ancestors === undefined)
    return sandbox ? ['http://localhost:*', 'http://127.0.0.1:*', 'https://localhost:*', 'https://127.0.0.1:*'] : []
  return ancestors.split(/\s+/).filter((source) => /^https?:\/\//.test(source))
}
