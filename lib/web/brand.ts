import type { BrandEntry } from '@/lib/theme/brands'

/** What a brand shows where its entry says nothing. */
export type BrandDefaults = {
  name: string
  successUrl: string | null
  returnUrl: string | null
  supportEmail: string | null
  supportUrl: string | null
  termsUrl: string | null
  privacyUrl: string | null
  /** Whether this deployment is a sandbox: the screens say so. */
  sandbox: boolean
}

/** What the screens show of the broker: the brand's own entry, completed by the deployment's defaults. */
export function brandOf(entry: BrandEntry | undefined, defaults: BrandDefaults) {
  const { accent, radius, density, font } = entry ?? {}
  return {
    name: entry?.name ?? defaults.name,
    logo: entry?.logo ?? null,
    successUrl: entry?.success_url ?? defaults.successUrl,
    returnUrl: entry?.return_url ?? defaults.returnUrl,
    supportEmail: entry?.support_email ?? defaults.supportEmail,
    supportUrl: entry?.support_url ?? defaults.supportUrl,
    termsUrl: entry?.terms_url ?? defaults.termsUrl,
    privacyUrl: entry?.privacy_url ?? defaults.privacyUrl,
    trust: entry?.trust ?? null,
    documents: entry?.documents ?? {},
    appearance: { accent, radius, density, font },
    sandbox: defaults.sandbox,
  }
}
