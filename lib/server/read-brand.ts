import 'server-only'
import { env } from '@/lib/env'
import { brandOf } from '@/lib/web/brand'
import { brandName, defaultBrand } from './deployment'
import { brands } from './known-brands'

/**
 * What the screens show of the broker.
 * @param key the brand that came with the customer; undefined before anybody is known.
 */
export function readBrand(key: string = defaultBrand()) {
  const { KYC_RETURN_URL, KYC_SUCCESS_URL, KYC_TERMS_URL, KYC_PRIVACY_URL, sandbox } = env()
  const { KYC_SUPPORT_EMAIL, KYC_SUPPORT_URL } = env()
  return brandOf(brands()[key], {
    name: brandName(),
    successUrl: KYC_SUCCESS_URL ?? null,
    returnUrl: KYC_RETURN_URL ?? null,
    supportEmail: KYC_SUPPORT_EMAIL ?? (sandbox ? 'support@example.com' : null),
    supportUrl: KYC_SUPPORT_URL ?? null,
    termsUrl: KYC_TERMS_URL ?? null,
    privacyUrl: KYC_PRIVACY_URL ?? null,
    sandbox,
  })
}
