import type {
  AttachDocumentRequest,
  CheckCodeRequest,
  CustomerDocument,
  CustomerKyc,
  Identity,
  SendCodeRequest,
  SentCode,
  StoredFile,
} from '@/lib/contract/customer'
import type { PictureSubject } from '@/lib/contract/documents'
import type { KycError } from '@/lib/contract/errors'
import type { Answers } from '@/lib/contract/form'
import type { RequestableLevel } from '@/lib/contract/levels/levels'

/** A refusal that the caller can act on is a value; anything thrown is a bug. */
export type Result<Value> = { ok: true; value: Value } | { ok: false; error: KycError }

/** A file on its way in: the name that the person's device gave it, its bytes, and what a picture is judged as (a document). */
export type IncomingFile = {
  name: string
  bytes: ReadableStream<Uint8Array>
  acceptQuality: boolean
  shows?: PictureSubject | undefined
}
/** A file on its way out. */
export type OutgoingFile = { content_type: string; file_size: number; bytes: ReadableStream<Uint8Array> }

/**
 * THE PORT. All that the screens ask of a KYC backend, for one customer at a time. Every adapter passes the
 * suite in `conformance.ts`. `key` names one intention of the person: sent twice, it is done once and
 * answered alike.
 */
export interface KycBackend {
  /** Creates or reuses the profile, raises the required level, and answers with everything to show. */
  open(customer: Identity, level: RequestableLevel): Promise<Result<CustomerKyc>>
  /** Everything to show. NOT_FOUND before the first `open`. */
  read(customer: Identity): Promise<Result<CustomerKyc>>
  /** Keeps what has been typed so far, whatever it is worth. CONFLICT when the step takes no answers now. */
  saveDraft(customer: Identity, stepId: string, answers: Answers): Promise<Result<{ version: number }>>
  /** Checks the answers against the step's form and submits it. VALIDATION_FAILED stores nothing. */
  submitStep(customer: Identity, stepId: string, answers: Answers, key: string): Promise<Result<CustomerKyc>>
  /** Sends a code to an address that answers a field. CODE_TOO_SOON when one has just been sent. */
  sendCode(customer: Identity, stepId: string, request: SendCodeRequest): Promise<Result<SentCode>>
  /** Proves the address. CODE_WRONG, and CODE_ENDED after ten minutes or five tries. */
  checkCode(customer: Identity, stepId: string, request: CheckCodeRequest): Promise<Result<{ version: number }>>
  /** Checks and stores a file. Refused, nothing of it is kept. */
  storeFile(customer: Identity, file: IncomingFile): Promise<Result<StoredFile>>
  /** Puts a stored file to a field of a step. A rejected step whose rejected documents are all replaced is pending again. */
  attachDocument(customer: Identity, request: AttachDocumentRequest, key: string): Promise<Result<CustomerDocument>>
  /** Takes a document that has not been submitted out again. */
  removeDocument(customer: Identity, documentId: string): Promise<Result<{ version: number }>>
  /** The person's own file, for a preview. */
  readFile(customer: Identity, fileId: string): Promise<Result<OutgoingFile>>
  /** Calls `changed` with the version after each change; the answer ends the watch. */
  watch(customer: Identity, changed: (version: number) => void): () => void
}
