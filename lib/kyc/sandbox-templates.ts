import type { FormSchema, LocalText } from '@/lib/contract/form'
import type { StepCode } from '@/lib/contract/well-known'
import type { MessageKey } from '@/lib/i18n/messages'
import type { NewTemplate } from './transitions/put-template'

/** Looks up a message in every language. */
type SayFully = (key: `templates.${MessageKey<'templates'>}` | `steps.${StepCode}`) => LocalText
/** Looks up a message under `templates`. */
type Say = (key: MessageKey<'templates'>) => LocalText
type AskingTemplate = NewTemplate & { form_schema: FormSchema; position: number }
type SandboxTemplate = (say: Say) => Pick<AskingTemplate, 'level' | 'form_schema'> & { code: StepCode }

/** Countries subject to the FATF's call for action: Iran, Myanmar and North Korea. Brokers have their own lists. */
const COUNTRY_RISK = { IRN: 'high', MMR: 'high', PRK: 'high' } as const

const PERSONAL: SandboxTemplate = (say) => ({
  code: 'personal',
  level: 1,
  form_schema: {
    sections: [
      {
        title: say('personal.name'),
        help: say('personal.nameHelp'),
        fields: [
          {
            ...{ name: 'first_name', type: 'text', required: true, max_length: 80, prefill_from: 'given_names' },
            hidden_if: { field: 'one_name', equals: [true] },
          },
          { name: 'last_name', type: 'text', required: true, max_length: 80, prefill_from: 'family_name' },
          {
            ...{ name: 'one_name', type: 'boolean', checkbox: true, prefill_from: 'given_names' },
            ...{ label: say('personal.oneName'), help: say('personal.oneNameHelp') },
          },
        ],
      },
      {
        title: say('personal.about'),
        fields: [
          {
            ...{ name: 'date_of_birth', type: 'date', required: true, min_age: 18, min_date: '1900-01-01' },
            prefill_from: 'birth_date',
          },
          { name: 'nationality', type: 'country', required: true, risk: COUNTRY_RISK, prefill_from: 'nationality' },
          {
            name: 'phone',
            type: 'text',
            format: 'phone',
            max_length: 30,
            help: say('personal.phoneHelp'),
          },
        ],
      },
    ],
  },
})

const IDENTITY: SandboxTemplate = (say) => ({
  code: 'identity',
  level: 2,
  form_schema: {
    sections: [
      {
        fields: [
          {
            name: 'identity_document',
            type: 'file_reference',
            required: true,
            purpose: 'identity',
          },
        ],
      },
      {
        title: say('identity.says'),
        fields: [
          {
            ...{ name: 'document_number', type: 'text', required: true, min_length: 3, max_length: 40 },
            prefill_from: 'document_number',
          },
          {
            ...{ name: 'expiry_date', type: 'date', required: true, expires: true },
            ...{ min_date: 'today', max_date: '2099-12-31', prefill_from: 'expiry_date' },
          },
        ],
      },
    ],
  },
})

const ADDRESS: SandboxTemplate = (say) => ({
  code: 'address',
  level: 2,
  form_schema: {
    sections: [
      {
        title: say('address.proof'),
        help: say('address.proofHelp'),
        fields: [
          {
            name: 'proof_of_address',
            type: 'file_reference',
            required: true,
            purpose: 'address',
          },
        ],
      },
      {
        title: say('address.where'),
        fields: [
          { name: 'street', type: 'text', required: true, max_length: 120, prefill_from: 'street' },
          {
            ...{ name: 'postal_code', type: 'text', format: 'postal_code', required: true, max_length: 16 },
            prefill_from: 'postal_code',
          },
          { name: 'city', type: 'text', required: true, max_length: 80, prefill_from: 'city' },
          { name: 'country', type: 'country', required: true, prefill_from: 'country_of_residence' },
        ],
      },
    ],
  },
})

const SOURCE_OF_FUNDS: SandboxTemplate = (say) => ({
  code: 'source_of_funds',
  level: 3,
  form_schema: {
    sections: [
      {
        title: say('sourceOfFunds.title'),
        fields: [
          {
            name: 'funding_sources',
            type: 'multi_select',
            required: true,
            label: say('sourceOfFunds.sources'),
            options: [
              { value: 'salary', label: say('sourceOfFunds.salary') },
              { value: 'business', label: say('sourceOfFunds.business') },
              { value: 'savings', label: say('sourceOfFunds.savings') },
              { value: 'investments', label: say('sourceOfFunds.investments') },
              { value: 'inheritance', label: say('sourceOfFunds.inheritance') },
              { value: 'pension', label: say('sourceOfFunds.pension') },
            ],
          },
          {
            name: 'annual_income',
            type: 'select',
            format: 'amount',
            required: true,
            options: [
              { value: 'under_25k', to: 25_000 },
              { value: '25k_50k', from: 25_000, to: 50_000 },
              { value: '50k_100k', from: 50_000, to: 100_000 },
              { value: '100k_250k', from: 100_000, to: 250_000 },
              { value: 'over_250k', from: 250_000 },
            ],
          },
        ],
      },
      {
        fields: [
          {
            name: 'expected_deposit',
            type: 'number',
            format: 'amount',
            required: true,
            min: 0,
            max: 100_000_000,
            label: say('sourceOfFunds.deposit'),
          },
          { name: 'details', type: 'textarea', max_length: 1_000, label: say('sourceOfFunds.details') },
          {
            name: 'evidence',
            type: 'file_reference',
            purpose: 'source_of_funds',
            label: say('sourceOfFunds.evidence'),
          },
        ],
      },
    ],
  },
})

const TAX: SandboxTemplate = (say) => ({
  code: 'tax_identification',
  level: 3,
  form_schema: {
    sections: [
      {
        title: say('tax.title'),
        fields: [
          { name: 'tax_residence', type: 'country', required: true },
          { name: 'has_tax_number', type: 'boolean', required: true, label: say('tax.hasNumber') },
          {
            name: 'tax_number',
            type: 'text',
            required: true,
            max_length: 40,
            visible_if: { field: 'has_tax_number', equals: [true] },
          },
          {
            name: 'reason_no_tax_number',
            type: 'select',
            required: true,
            label: say('tax.whyNot'),
            visible_if: { field: 'has_tax_number', equals: [false] },
            options: [
              { value: 'not_issued', label: say('tax.notIssued') },
              { value: 'not_required', label: say('tax.notRequired') },
              { value: 'applied', label: say('tax.applied') },
            ],
          },
          { name: 'us_person', type: 'boolean', required: true, label: say('tax.usPerson') },
        ],
      },
    ],
  },
})

const EMAIL: SandboxTemplate = (say) => ({
  code: 'email',
  level: 1,
  form_schema: {
    sections: [
      {
        title: say('email.title'),
        help: say('email.help'),
        fields: [{ name: 'email', type: 'text', required: true, max_length: 254, verify: 'email' }],
      },
    ],
  },
})

const SELFIE: SandboxTemplate = (say) => ({
  code: 'selfie',
  level: 2,
  form_schema: {
    sections: [
      {
        title: say('selfie.title'),
        help: say('selfie.help'),
        fields: [
          {
            name: 'identity_check',
            type: 'select',
            required: true,
            label: say('selfie.how'),
            options: [
              { value: 'selfie', label: say('selfie.withSelfie') },
              { value: 'second_document', label: say('selfie.without') },
            ],
          },
          {
            ...{ name: 'selfie', type: 'file_reference', required: true, purpose: 'selfie' },
            alternative: { field: 'identity_check', answer: 'second_document' },
            visible_if: { field: 'identity_check', equals: ['selfie'] },
          },
          {
            ...{ name: 'second_document', type: 'file_reference', required: true, purpose: 'identity' },
            label: say('selfie.second'),
            visible_if: { field: 'identity_check', equals: ['second_document'] },
          },
        ],
      },
    ],
  },
})

/**
 * The document comes first, because it answers most of what the details ask for; the selfie is compared with it. With
 * each, whether its level requires it.
 */
const IN_ORDER: readonly (readonly [SandboxTemplate, boolean])[] = [
  [IDENTITY, true],
  [SELFIE, false],
  [PERSONAL, true],
  [EMAIL, false],
  [ADDRESS, true],
  [SOURCE_OF_FUNDS, true],
  [TAX, true],
]
/** So that brokers can put templates of their own in between. */
const BETWEEN_POSITIONS = 10

/**
 * The step templates of the sandbox, and those to begin with (`templates/starter.json`): what basic, standard and enhanced KYC require
 * (docs/requirements/ctrader.md#levels). The email and selfie steps are optional: many platforms have already verified
 * the address, and a selfie is needed only in case of doubt. A reviewer attaches them on request.
 */
export function sandboxTemplates(sayFully: SayFully): AskingTemplate[] {
  const say: Say = (key) => sayFully(`templates.${key}`)
  const made = ([template, isRequired]: (typeof IN_ORDER)[number], i: number) => {
    const { code, ...rest } = template(say)
    const position = (i + 1) * BETWEEN_POSITIONS
    return { code, title: sayFully(`steps.${code}`), position, required: isRequired, active: true, ...rest }
  }
  return IN_ORDER.map(made)
}
