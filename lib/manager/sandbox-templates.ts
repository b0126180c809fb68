import type { NewTemplate } from './templates'

type SandboxTemplate = Omit<NewTemplate, 'required' | 'active'>
const inUse = { required: true, active: true }

/** Countries under FATF's call for action: Iran, Myanmar and North Korea. A broker has a list of its own. */
const COUNTRY_RISK = { IRN: 'high', MMR: 'high', PRK: 'high' } as const

const PERSONAL: SandboxTemplate = {
  code: 'personal',
  title: 'Personal details',
  level: 1,
  form_schema: {
    sections: [
      {
        title: 'Your name',
        help: 'As it stands in your passport or ID card.',
        fields: [
          { name: 'first_name', type: 'text', required: true, max_length: 80 },
          { name: 'last_name', type: 'text', required: true, max_length: 80 },
        ],
      },
      {
        title: 'About you',
        fields: [
          { name: 'date_of_birth', type: 'date', required: true, min_age: 18, min_date: '1900-01-01' },
          { name: 'nationality', type: 'country', required: true, risk: COUNTRY_RISK },
          {
            name: 'phone',
            type: 'text',
            max_length: 30,
            help: 'Only used if we have a question about your verification.',
          },
        ],
      },
    ],
  },
}

const IDENTITY: SandboxTemplate = {
  code: 'identity',
  title: 'Identity document',
  level: 2,
  form_schema: {
    sections: [
      {
        title: 'Your document',
        fields: [
          {
            name: 'identity_document',
            type: 'file_reference',
            required: true,
            purpose: 'identity',
            label: 'Passport, ID card or driving licence',
          },
        ],
      },
      {
        title: 'What it says',
        fields: [
          { name: 'document_number', type: 'text', required: true, min_length: 3, max_length: 40 },
          {
            ...{ name: 'expiry_date', type: 'date', required: true, expires: true },
            ...{ min_date: 'today', max_date: '2099-12-31' },
          },
        ],
      },
    ],
  },
}

const ADDRESS: SandboxTemplate = {
  code: 'address',
  title: 'Home address',
  level: 2,
  form_schema: {
    sections: [
      {
        title: 'Where you live',
        fields: [
          { name: 'street', type: 'text', required: true, max_length: 120 },
          { name: 'postal_code', type: 'text', required: true, max_length: 16 },
          { name: 'city', type: 'text', required: true, max_length: 80 },
          { name: 'country', type: 'country', required: true },
        ],
      },
      {
        title: 'Proof of address',
        help: 'A bill or letter from the last three months with your name and this address.',
        fields: [
          {
            name: 'proof_of_address',
            type: 'file_reference',
            required: true,
            purpose: 'address',
            label: 'Bill, bank statement or letter',
          },
        ],
      },
    ],
  },
}

const SOURCE_OF_FUNDS: SandboxTemplate = {
  code: 'source_of_funds',
  title: 'Source of funds',
  level: 3,
  form_schema: {
    sections: [
      {
        title: 'Where your money comes from',
        fields: [
          {
            name: 'funding_sources',
            type: 'multi_select',
            required: true,
            label: 'What will you fund your account with?',
            options: [
              { value: 'salary', label: 'Salary' },
              { value: 'business', label: 'Business income' },
              { value: 'savings', label: 'Savings' },
              { value: 'investments', label: 'Investments' },
              { value: 'inheritance', label: 'Inheritance or gift' },
              { value: 'pension', label: 'Pension' },
            ],
          },
          {
            name: 'annual_income',
            type: 'select',
            required: true,
            label: 'Yearly income before tax',
            options: [
              { value: 'under_25k', label: 'Under 25,000' },
              { value: '25k_50k', label: '25,000 to 50,000' },
              { value: '50k_100k', label: '50,000 to 100,000' },
              { value: '100k_250k', label: '100,000 to 250,000' },
              { value: 'over_250k', label: 'Over 250,000' },
            ],
          },
          {
            name: 'expected_deposit',
            type: 'number',
            required: true,
            min: 0,
            max: 100_000_000,
            label: 'How much do you expect to deposit in the next 12 months?',
          },
          { name: 'details', type: 'textarea', max_length: 1_000, label: 'Anything we should know?' },
          { name: 'evidence', type: 'file_reference', purpose: 'source_of_funds', label: 'Payslip or bank statement' },
        ],
      },
    ],
  },
}

const TAX: SandboxTemplate = {
  code: 'tax_identification',
  title: 'Tax details',
  level: 3,
  form_schema: {
    sections: [
      {
        title: 'Where you pay tax',
        fields: [
          { name: 'tax_residence', type: 'country', required: true },
          { name: 'has_tax_number', type: 'boolean', required: true, label: 'Do you have a tax number there?' },
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
            label: 'Why not?',
            visible_if: { field: 'has_tax_number', equals: [false] },
            options: [
              { value: 'not_issued', label: 'The country does not issue one' },
              { value: 'not_required', label: 'I am not required to have one' },
              { value: 'applied', label: 'I have applied for one' },
            ],
          },
          { name: 'us_person', type: 'boolean', required: true, label: 'Are you a US citizen or US tax resident?' },
        ],
      },
    ],
  },
}

const EMAIL: SandboxTemplate = {
  code: 'email',
  title: 'Email address',
  level: 1,
  form_schema: {
    sections: [
      {
        title: 'Your email',
        help: 'We send a six-digit code to it.',
        fields: [{ name: 'email', type: 'text', required: true, max_length: 254, verify: 'email' }],
      },
    ],
  },
}

const SELFIE: SandboxTemplate = {
  code: 'selfie',
  title: 'Selfie',
  level: 2,
  form_schema: {
    sections: [
      {
        title: 'Show that it is you',
        help: 'A person compares your face with the photo in your document.',
        fields: [
          {
            name: 'identity_check',
            type: 'select',
            required: true,
            label: 'How would you like to show it?',
            options: [
              { value: 'selfie', label: 'With a selfie, in about 20 seconds' },
              { value: 'second_document', label: 'Without: with a second document that has my photo' },
            ],
          },
          {
            ...{ name: 'selfie', type: 'file_reference', required: true, purpose: 'selfie', label: 'Selfie' },
            alternative: { field: 'identity_check', answer: 'second_document' },
            visible_if: { field: 'identity_check', equals: ['selfie'] },
          },
          {
            ...{ name: 'second_document', type: 'file_reference', required: true, purpose: 'identity' },
            label: 'Second document with your photo',
            visible_if: { field: 'identity_check', equals: ['second_document'] },
          },
        ],
      },
    ],
  },
}

/**
 * The sandbox's step templates: seed 1's requirements for basic, standard and enhanced KYC. A platform that has proved
 * an address itself need not ask again, and a face is asked for where something is in doubt: these two steps are
 * attached where a manager asks for them.
 */
export const SANDBOX_TEMPLATES: readonly NewTemplate[] = [
  ...[PERSONAL, IDENTITY, ADDRESS, SOURCE_OF_FUNDS, TAX].map((template) => ({ ...template, ...inUse })),
  ...[EMAIL, SELFIE].map((template) => ({ ...template, required: false, active: true })),
]
