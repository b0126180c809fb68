import type { BrandTerms } from '@/lib/contract/levels/terms'
import type { Manager } from '@/lib/kyc'

type Templates = Parameters<Manager['seed']>[1]

/** The sandbox's second brand: with it anybody can see that two brands share a deployment and nothing else. */
export const SECOND_BRAND = 'harbour'

/** How it looks, as an entry of a brands file. */
export const SECOND_LOOK = {
  name: 'Harbour Invest',
  accent: '#0f766e',
  radius: 'large',
  font: 'serif',
  support_email: 'help@harbour.example',
} as const

const limits = (daily: number) => ({ dailyDeposit: daily, monthlyDeposit: daily * 4, maxPosition: daily * 20 })

/** Its terms, as an entry of a terms file: figures that mean nothing. */
export const SECOND_TERMS: BrandTerms = {
  currency: 'GBP',
  levels: {
    basic: { name: { en: 'Deckhand', de: 'Matrose' }, limits: limits(250) },
    standard: {
      name: { en: 'Navigator', de: 'Steuermann' },
      limits: limits(2_500),
      processing: { unit: 'business_days', from: 0, to: 2 },
    },
    enhanced: { name: { en: 'Captain', de: 'Kapitän' }, limits: limits(25_000) },
  },
}

/** Its own templates: no proof of address, and a question that the first brand does not ask. */
export function secondTemplates(templates: Templates): Templates {
  return [...templates.filter(({ code }) => code !== 'address'), EXPERIENCE]
}

const EXPERIENCE: Templates[number] = {
  ...{ code: 'experience', title: 'Trading experience', level: 2, position: 50, required: true, active: true },
  form_schema: {
    sections: [
      {
        title: 'Your experience',
        fields: [
          {
            ...{ name: 'years', type: 'select', required: true, label: 'How long have you been trading?' },
            options: [
              { value: 'new', label: 'I am new to it' },
              { value: 'some', label: 'Up to three years' },
              { value: 'long', label: 'Longer' },
            ],
          },
        ],
      },
    ],
  },
}
