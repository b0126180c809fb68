/**
 * Who may come in where: a row per address of the app, and what each caller is answered there. The test beside it walks all of
 * it, and fails for an address that has no row.
 */

/** Whoever asks, by what they come with. `own` has the profile that is asked about; whatever they lose, they lose it last. */
export const CALLERS = [
  ...(['nobody', 'wrong key', 'metrics key', 'service key', 'another brand', 'dealer'] as const),
  ...(['manager', 'admin', 'crm manager', 'crm admin', 'phone', 'another', 'own'] as const),
]
export type Caller = (typeof CALLERS)[number]

/** A status; `in`: past the door, whatever is said then; `seen`: what the address names is there for them, too. */
type Answer = number | 'in' | 'seen'
type Door = { else: Answer } & { readonly [Who in Caller]?: Answer }

const STAFF = { dealer: 'in', manager: 'in', admin: 'in', 'crm manager': 'in', 'crm admin': 'in' } as const
const STAFF_SEES: Record<keyof typeof STAFF, Answer> = {
  ...{ dealer: 'seen', manager: 'seen', admin: 'seen' },
  ...{ 'crm manager': 'seen', 'crm admin': 'seen' },
}

export const DOORS = {
  everybody: { else: 'in' },
  nobody: { else: 401 },
  /** Their own things, whichever person it is. A phone has one upload and nothing else. */
  person: { else: 401, own: 'in', another: 'in', phone: 403 },
  uploading: { else: 401, own: 'in', another: 'in', phone: 'in' },
  /** A thing of one person. */
  owner: { else: 401, own: 'seen', another: 404, phone: 403 },
  /** The same, where it may not be there for its owner, either. */
  ownerIfThere: { else: 401, own: 'in', another: 404, phone: 403 },
  staff: { else: 401, ...STAFF, 'another brand': 'in' },
  staffOfBrand: { else: 401, ...STAFF_SEES, 'another brand': 404 },
  operators: { else: 401, ...STAFF, dealer: 403, 'another brand': 'in' },
  operatorsOfBrand: { else: 401, ...STAFF_SEES, dealer: 403, 'another brand': 404 },
  service: { else: 401, 'service key': 'in' },
  files: { else: 401, ...STAFF, 'another brand': 'in', 'service key': 'in', own: 'in', another: 'in', phone: 'in' },
  metrics: { else: 401, 'metrics key': 'in' },
  notFound: { else: 404 },
  notAllowed: { else: 405 },
  /** Given by the framework alone. */
  framework: { else: 'in' },
} satisfies Record<string, Door>

type Row = readonly [address: string, door: keyof typeof DOORS, body?: object]

const FOUR = ['GET', 'PUT', 'PATCH', 'DELETE']
const WHY = { justification: 'Told us on the telephone.' }
const NO = { reason_code: 'unreadable', comment: 'The number is cut off.' }
const CODE = { field: 'email', address: 'ada@example.com' }
const PUT_THERE = {
  ...{ step_id: '{step}', field: 'identity_document', file_id: '{file}', document_type: 'passport' },
  ...{ side: 'front', country: 'FRA' },
}
const SCOPE = {
  ...{ step_id: '{step}', step: 'identity', field: 'identity_document', document_type: 'passport', country: 'FRA' },
}

/** `{step}` and the like stand for the things of `own`; `{none}` for an id that nothing has. */
export const ROWS: readonly Row[] = [
  ['GET /healthz', 'everybody'],
  ['GET /readyz', 'everybody'],
  ['GET /metrics', 'metrics'],
  ['POST /upload', 'files'],
  ...FOUR.map((verb): Row => [`${verb} /upload`, 'notAllowed']),

  // The screens.
  ['GET /inapp/kyc/enter', 'everybody'],
  ['POST /inapp/kyc/enter', 'everybody'],
  ['GET /inapp/kyc/refused-frame', 'framework'],
  ['GET /inapp/api/face-models/{version}/{file}', 'everybody'],
  ['GET /inapp/api/pdf-decoders/{version}/{file}', 'everybody'],
  ['GET /inapp/api/kyc', 'person'],
  ['GET /inapp/api/events', 'person'],
  ['GET /inapp/api/device-key', 'uploading'],
  ['POST /inapp/api/session', 'uploading', {}],
  ['POST /inapp/api/level', 'person', { level: 'basic' }],
  ['PUT /inapp/api/emails', 'person', { decisions: true }],
  ['POST /inapp/api/hand-over', 'person', SCOPE],
  ['GET /inapp/api/hand-over/{id}', 'person'],
  ['POST /inapp/api/documents', 'uploading', PUT_THERE],
  ['POST /inapp/api/documents/{documentId}/differences', 'ownerIfThere', { field: 'first_name', resolution: 'kept' }],
  ['GET /inapp/api/files/{fileId}', 'owner'],
  ['PUT /inapp/api/steps/{stepId}/draft', 'owner', { answers: {} }],
  ['POST /inapp/api/steps/{stepId}/submit', 'owner', { answers: {} }],
  ['POST /inapp/api/steps/{stepId}/codes', 'owner', CODE],
  ['POST /inapp/api/steps/{stepId}/codes/check', 'owner', { field: 'email', code: '123456' }],
  ['PUT /inapp/api/uploads/{uploadId}/parts/{index}', 'uploading'],
  ['GET /inapp/api/uploads/{uploadId}', 'uploading'],
  ['POST /inapp/api/uploads/{uploadId}', 'uploading', {}],
  ['DELETE /inapp/api/uploads/{uploadId}', 'uploading'],
  ['DELETE /inapp/api/documents/{documentId}', 'owner'],
  ...[...FOUR, 'POST'].map((verb): Row => [`${verb} /inapp/api/{path}`, 'notFound']),

  // The customer API.
  ['POST /kyc/customers/{customer}/open', 'service', { level: 'basic' }],
  ['GET /kyc/customers/{customer}', 'service'],
  ['POST /kyc/customers/{customer}/level', 'service'],
  ['PUT /kyc/customers/{customer}/emails', 'service'],
  ['PUT /kyc/customers/{customer}/steps/{id}/draft', 'service'],
  ['POST /kyc/customers/{customer}/steps/{id}/submit', 'service'],
  ['POST /kyc/customers/{customer}/steps/{id}/codes', 'service'],
  ['POST /kyc/customers/{customer}/steps/{id}/codes/check', 'service'],
  ['POST /kyc/customers/{customer}/files', 'service'],
  ['GET /kyc/customers/{customer}/files/{id}', 'service'],
  ['POST /kyc/customers/{customer}/documents', 'service'],
  ['DELETE /kyc/customers/{customer}/documents/{id}', 'service'],
  ['POST /kyc/customers/{customer}/documents/{id}/differences', 'service'],
  ['GET /kyc/customers/{customer}/events', 'service'],

  // The manager.
  ['GET /manager/kyc/openapi.json', 'everybody'],
  ['POST /manager/kyc/rpc', 'staff', { jsonrpc: '2.0', id: 1, method: 'MngGetKycProfiles' }],
  ['MngAddKycStepTemplate', 'staff'],
  ['MngUpdateKycStepTemplate', 'staffOfBrand', { position: 7 }],
  ['MngDeleteKycStepTemplate', 'staff'],
  ['MngGetKycStepTemplates', 'staff'],
  ['MngGetKycProfiles', 'staff'],
  ['MngGetKycProfile', 'staffOfBrand'],
  ['MngGetKycStep', 'staffOfBrand'],
  ['MngRequireKycStep', 'staff'],
  ['MngSetKycRequiredLevel', 'staff'],
  ['MngApproveKycStep', 'staffOfBrand', {}],
  ['MngRejectKycStep', 'staffOfBrand', NO],
  ['MngAddKycDocument', 'staff'],
  ['MngGetKycDocuments', 'staff'],
  ['MngApproveKycDocument', 'staffOfBrand', {}],
  ['MngRejectKycDocument', 'staffOfBrand', NO],
  ['MngGetKycAudit', 'staff'],
  ['MngGetKycFile', 'operatorsOfBrand'],
  ['MngAskKycCustomer', 'operators'],
  ['MngSubmitKycStep', 'operatorsOfBrand', WHY],
  ['MngReopenKycStep', 'operatorsOfBrand', WHY],
  ['MngWaiveKycStep', 'operatorsOfBrand', WHY],
  ['MngSetKycRiskLevel', 'operatorsOfBrand', { risk_level: 'low', comment: 'As before' }],
  ['MngAddKycTransactions', 'operators'],
  ['MngGetKycTransactions', 'operators'],
  ['MngGetKycAlerts', 'operators'],
  ['MngResolveKycAlert', 'operators'],
  ['MngEndKycSessions', 'operators'],
  ['MngCreateKycLink', 'operators'],
  ['MngRevokeKycLink', 'operators'],
  ['MngGetKycLinks', 'operators'],
  ['MngGetKycDeliveries', 'operators'],
  ['MngReplayKycDelivery', 'operators'],
  ['MngExportKycCustomer', 'operatorsOfBrand'],
  ['MngEndKycRelationship', 'operatorsOfBrand', { ended_on: '2026-01-31' }],
  ['MngEraseKycCustomer', 'operatorsOfBrand', { ...WHY, withdraw: true }],
  ['MngHoldKycCustomer', 'operatorsOfBrand', { ...WHY, hold: false }],
  ['MngGetKycFunnel', 'operators'],
  ['MngScreenKycProfile', 'operatorsOfBrand', {}],
  ['MngGetKycScreenings', 'operators'],
  ['MngGetKycHits', 'operators'],
  ['MngResolveKycHit', 'operators'],
  ['MngGetKycFindings', 'operators'],

  // What the sandbox plays.
  ['POST /api/validate-token', 'everybody'],
  ['GET /ctid2/inAppOneTimeToken/data', 'nobody'],
  ['POST /ctid2/inAppToken/redeem', 'everybody'],
  ['GET /ctrader/callback/kyc-status', 'nobody'],
  ['POST /ctrader/callback/kyc-status', 'nobody'],
  ['GET /mail', 'nobody'],
  ['POST /sandbox/rehearsals', 'everybody'],

  // Last: whoever signs out is nobody.
  ['DELETE /inapp/api/session', 'uploading'],
]
