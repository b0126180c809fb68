import { randomBytes, randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { drawDocument } from '@/lib/capture/checks/drawn-document'
import type { CustomerKyc, Identity } from '@/lib/contract/customer'
import type { DocumentType } from '@/lib/contract/documents'
import type { Answers } from '@/lib/contract/form'
import type { ScenarioRequest, Situation, TokenState } from '@/lib/contract/host/scenario'
import type { RequestableLevel } from '@/lib/contract/levels/levels'
import { newToken } from '@/lib/http/one-time-token'
import type { Manager } from '@/lib/kyc'
import { reviewerOf } from './reviewer'

/** The managers that a situation is made with: today's, and one whose clock shows a day that is over. */
type Managers = { now: Manager; past: Manager }

const DAY_MS = 24 * 60 * 60 * 1_000
/** How far back the past manager's clock is. */
export const SCENARIO_PAST_MS = 30 * DAY_MS

/** Brings a new person to a situation, by what they and a reviewer would do, and gives a token in the state asked for. */
export async function startScenario(
  managers: Managers,
  customer: Identity,
  { situation, token, kyc_type }: ScenarioRequest,
): Promise<string> {
  await SCENES[situation](managers, customer, kyc_type)
  return TOKENS[token](managers, customer, kyc_type)
}

type Scene = (managers: Managers, customer: Identity, level: RequestableLevel) => Promise<unknown>

const SCENES: Record<Situation, Scene> = {
  new: async () => {},
  half_way: async ({ now }, customer, level) => {
    const opened = await now.customers.open(customer, level)
    await submit(now, customer, opened, 'personal', PERSONAL)
  },
  in_review: ({ now }, customer) => submitAll(now, customer),
  second_look: async ({ now }, customer) => {
    await approveAll(now, customer, await submitAll(now, customer))
    const { id } = await profileOf(now, customer)
    const risk = { id, risk_level: 3 as const, comment: 'A second look, in a scenario' }
    await now.call('MngSetKycRiskLevel', risk, reviewerOf(customer.brand))
  },
  approved: async ({ now }, customer) => approveAll(now, customer, await submitAll(now, customer)),
  document_sent_back: async ({ now }, customer) => {
    const { steps } = await submitAll(now, customer)
    const id = steps.flatMap(({ documents }) => documents)[0]?.id ?? ''
    const reason = { id, reason_code: 'unreadable', reject_type: 'retry' } as const
    await now.call('MngRejectKycDocument', reason, reviewerOf(customer.brand))
  },
  answers_sent_back: async ({ now }, customer) => {
    const kyc = await submitAll(now, customer)
    const reason = { id: stepOf(kyc, 'personal').id, reason_code: 'data_mismatch', reject_type: 'retry' } as const
    await now.call('MngRejectKycStep', reason, reviewerOf(customer.brand))
  },
  rejected_for_good: async ({ now }, customer) => {
    const kyc = await submitAll(now, customer)
    const reason = {
      id: stepOf(kyc, 'identity').id,
      reason_code: 'suspected_alteration',
      reject_type: 'final',
    } as const
    await now.call('MngRejectKycStep', reason, reviewerOf(customer.brand))
  },
  // Approved a month ago, with a passport whose last day is over everywhere.
  expired: async ({ now, past }, customer) => {
    const lastDay = new Date(Date.now() - 2 * DAY_MS).toISOString().slice(0, 10)
    await approveAll(past, customer, await submitAll(past, customer, lastDay))
    // Told then: by today's clock it would be too late to tell.
    await past.deliverDue()
    await now.expireDue()
  },
  selfie_asked: (managers, customer) => askFor(managers.now, customer, 'selfie'),
  email_asked: (managers, customer) => askFor(managers.now, customer, 'email'),
  question_asked: async ({ now }, customer) => {
    await submitAll(now, customer)
    const asked = { customer_id: customer.customer_id, question: QUESTION, answer: 'either', mail: true } as const
    await now.call('MngAskKycCustomer', asked, reviewerOf(customer.brand))
  },
}

type TokenMaker = (managers: Managers, customer: Identity, level: RequestableLevel) => Promise<string>

const issueWith = async (manager: Manager, identity: Identity, kyc_type: RequestableLevel) =>
  (await manager.tokens.issue({ identity, kyc_type })).token

const TOKENS: Record<TokenState, TokenMaker> = {
  good: ({ now }, customer, level) => issueWith(now, customer, level),
  used: async ({ now }, customer, level) => {
    const token = await issueWith(now, customer, level)
    await now.tokens.redeem(token)
    return token
  },
  expired: ({ past }, customer, level) => issueWith(past, customer, level),
  unknown: async () => newToken(null),
}

async function askFor(manager: Manager, customer: Identity, code: string): Promise<void> {
  await manager.customers.open(customer, 'basic')
  const reviewer = reviewerOf(customer.brand)
  const { items } = await manager.call('MngGetKycStepTemplates', { code, limit: 1 }, reviewer)
  const request = { customer_id: customer.customer_id, template_id: items[0]?.id ?? '' }
  await manager.call('MngRequireKycStep', request, reviewer)
}

const QUESTION = {
  text: 'Your bank statement shows a transfer of 5,000 on 12 November. Where does it come from?\nOne sentence is enough.',
  language: 'en',
} as const

const PERSONAL: Answers = {
  first_name: 'Sample',
  last_name: 'Person',
  date_of_birth: '1990-01-31',
  nationality: 'FRA',
}
const HOME: Answers = { street: '1 Sample Street', postal_code: '75001', city: 'Paris', country: 'FRA' }

/** Everything that standard KYC asks for, sent in. `lastDay`: until when the passport is valid. */
async function submitAll(manager: Manager, customer: Identity, lastDay = '2090-01-01'): Promise<CustomerKyc> {
  const opened = await manager.customers.open(customer, 'standard')
  const passport = await attach(manager, customer, opened, 'identity', 'identity_document', 'passport')
  const bill = await attach(manager, customer, opened, 'address', 'proof_of_address', 'utility_bill')
  const identity = { identity_document: passport, document_number: 'SPECIMEN1', expiry_date: lastDay }
  await submit(manager, customer, opened, 'personal', PERSONAL)
  await submit(manager, customer, opened, 'identity', identity)
  return submit(manager, customer, opened, 'address', { ...HOME, proof_of_address: bill })
}

function submit(manager: Manager, customer: Identity, kyc: CustomerKyc, code: string, answers: Answers) {
  return manager.customers.submitStep(customer, stepOf(kyc, code).id, answers, randomUUID())
}

async function attach(
  manager: Manager,
  customer: Identity,
  kyc: CustomerKyc,
  code: string,
  field: string,
  document_type: DocumentType,
): Promise<string> {
  const { brand, customer_id } = customer
  const file = { name: `${document_type}.jpg`, bytes: new Blob([await photo()]).stream(), acceptQuality: true }
  const { file_id } = await manager.files.store(file, { brand, customer_id, uploaded_by: 'customer' })
  const request = {
    step_id: stepOf(kyc, code).id,
    field,
    file_id,
    document_type,
    side: 'front',
    country: 'FRA',
  } as const
  await manager.customers.attachDocument(customer, { ...request, accepted: true }, randomUUID())
  return file_id
}

/**
 * A photo of a page with little print, which means nothing: another one each time. The less print, the sooner the reader
 * sees that no zone is in it.
 */
async function photo(): Promise<Uint8Array<ArrayBuffer>> {
  const { data, width, height } = drawDocument({ blank: 0.7 })
  data.set(randomBytes(64), data.length - 64)
  const jpeg = await sharp(data, { raw: { width, height, channels: 1 } })
    .jpeg({ quality: 80 })
    .toBuffer()
  return new Uint8Array(jpeg)
}

async function approveAll(manager: Manager, customer: Identity, { steps }: CustomerKyc): Promise<void> {
  for (const { id } of steps) await manager.call('MngApproveKycStep', { id }, reviewerOf(customer.brand))
}

async function profileOf(manager: Manager, customer: Identity) {
  const query = { customer_id: customer.customer_id, sort: 'created_at', limit: 1 } as const
  const { items } = await manager.call('MngGetKycProfiles', query, reviewerOf(customer.brand))
  const [profile] = items
  if (!profile) throw new Error('The person has no profile.')
  return profile
}

function stepOf({ steps }: CustomerKyc, code: string) {
  const step = steps.find((it) => it.code === code)
  if (!step) throw new Error(`The sandbox's templates have no step ${code}.`)
  return step
}
