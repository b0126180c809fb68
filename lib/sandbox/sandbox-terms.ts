import type { BrandTerms } from '@/lib/contract/levels/terms'

/** The sandbox's terms: figures that mean nothing. In production there are only the broker's own. */
export const SANDBOX_TERMS: BrandTerms = {
  currency: 'EUR',
  levels: {
    basic: {
      limits: { dailyDeposit: 1_000, monthlyDeposit: 5_000, maxPosition: 10_000 },
      processing: { unit: 'hours', from: 0, to: 24 },
    },
    standard: {
      limits: { dailyDeposit: 10_000, monthlyDeposit: 50_000, maxPosition: 100_000 },
      processing: { unit: 'business_days', from: 1, to: 3 },
    },
    enhanced: {
      limits: { dailyDeposit: 50_000, monthlyDeposit: 250_000, maxPosition: 500_000 },
      processing: { unit: 'business_days', from: 3, to: 5 },
    },
  },
}
