import { KycError } from '@/lib/contract/errors'
import type { Manager } from '@/lib/kyc'
import type { KycBackend, Result } from './port'

/** The KYC backend inside this app: the manager's customer commands, with refusals as values. */
export function createEmbeddedBackend({ customers, files, watch }: Manager): KycBackend {
  return {
    open: (customer, level) => attempt(() => customers.open(customer, level)),
    read: (customer) => attempt(() => customers.read(customer)),
    requestLevel: (customer, level, key) => attempt(() => customers.requestLevel(customer, level, key)),
    chooseEmails: (customer, decisions) => attempt(() => customers.chooseEmails(customer, decisions)),
    saveDraft: (customer, stepId, answers, base) => attempt(() => customers.saveDraft(customer, stepId, answers, base)),
    submitStep: (customer, stepId, answers, key, base) =>
      attempt(() => customers.submitStep(customer, stepId, answers, key, base)),
    sendCode: (customer, stepId, request) => attempt(() => customers.sendCode(customer, stepId, request)),
    checkCode: (customer, stepId, request) => attempt(() => customers.checkCode(customer, stepId, request)),
    attachDocument: (customer, request, key) => attempt(() => customers.attachDocument(customer, request, key)),
    removeDocument: (customer, documentId) => attempt(() => customers.removeDocument(customer, documentId)),
    resolveDifference: (customer, documentId, request, key) =>
      attempt(() => customers.resolveDifference(customer, documentId, request, key)),
    storeFile: ({ brand, customer_id }, file) =>
      attempt(() => files.store(file, { brand, customer_id, uploaded_by: 'customer' })),
    readFile: ({ brand, customer_id }, fileId) => attempt(() => files.read(fileId, { brand, customer_id })),
    watch: ({ brand, customer_id }, changed) => watch(brand, customer_id, changed),
  }
}

async function attempt<Value>(run: () => Promise<Value>): Promise<Result<Value>> {
  try {
    return { ok: true, value: await run() }
  } catch (thrown) {
    if (thrown instanceof KycError) return { ok: false, error: thrown }
    throw thrown
  }
}
