import type {
  AttachDocumentRequest,
  CheckCodeRequest,
  CustomerDocument,
  CustomerKyc,
  Identity,
  SavedDraft,
  SendCodeRequest,
  SentCode,
  StoredFile,
} from '@/lib/contract/customer'
import type { PictureSubject } from '@/lib/contract/documents'
import type { KycError } from '@/lib/contract/errors'
import type { Answers } from '@/lib/contract/form'
import type { RequestableLevel } from '@/lib/contract/levels/levels'
import type { ResolveDifferenceRequest } from '@/lib/contract/pictures/differences'

/** Refusals that the caller can act on are values. Anything thrown is a bug. */
export type Result<Value> = { ok: true; value: Value } | { ok: false; error: KycError }

/**
 * A file to store. `name` is the name on the person's device; `shows` is what a picture should show, a document by
 * default.
 */
export type IncomingFile = {
  name: string
  bytes: ReadableStream<Uint8Array>
  acceptQuality: boolean
  shows?: PictureSubject | undefined
}
/** A file that was read. */
export type OutgoingFile = { content_type: string; file_size: number; bytes: ReadableStream<Uint8Array> }

/**
 * THE PORT: everything that the screens need from a KYC backend, for one customer at a time. Every adapter passes the
 * suite in `conformance.ts`. `key` is an idempotency key: a repeated request runs once and gets the same answer.
 */
export interface KycBackend {
  /** Finds or creates the profile, raises the required level, and returns everything to show. */
  open(customer: Identity, level: RequestableLevel): Promise<Result<CustomerKyc>>
  /** Everything that the screens show. NOT_FOUND before the first `open`. */
  read(customer: Identity): Promise<Result<CustomerKyc>>
  /** Asks for a higher level. CONFLICT when it is not among the `offered_levels`. What the customer holds stays. */
  requestLevel(customer: Identity, level: RequestableLevel, key: string): Promise<Result<CustomerKyc>>
  /**
   * Says whether an email tells the customer what was decided. NOT_FOUND where they have no choice: `decision_emails` is left
   * out then.
   */
  chooseEmails(customer: Identity, decisions: boolean): Promise<Result<CustomerKyc>>
  /**
   * Saves what has been typed so far, without validating it. CONFLICT when the step does not accept answers now.
   * @param base the answers over which it was typed: then what another tab has saved meanwhile is kept.
   */
  saveDraft(customer: Identity, stepId: string, answers: Answers, base?: Answers): Promise<Result<SavedDraft>>
  /**
   * Validates the answers against the step's form and submits them. Stores nothing on VALIDATION_FAILED. A step that is
   * `correctable` accepts this again until it is decided; what is in review is the last submission.
   * @param base the answers over which these were typed: CONFLICT, reason `changed_meanwhile`, rather than overwriting what
   * others have saved since.
   */
  submitStep(
    customer: Identity,
    stepId: string,
    answers: Answers,
    key: string,
    base?: Answers,
  ): Promise<Result<CustomerKyc>>
  /** Emails a code to the address in a field. CODE_TOO_SOON when one was sent just before. */
  sendCode(customer: Identity, stepId: string, request: SendCodeRequest): Promise<Result<SentCode>>
  /** Verifies the address. CODE_WRONG, or CODE_ENDED after ten minutes or five tries. */
  checkCode(customer: Identity, stepId: string, request: CheckCodeRequest): Promise<Result<{ version: number }>>
  /** Checks and stores a file. If it is refused, nothing is stored. */
  storeFile(customer: Identity, file: IncomingFile): Promise<Result<StoredFile>>
  /**
   * Attaches a stored file to a field. A step in review, or one rejected only for its documents, is resubmitted once it
   * is complete.
   */
  attachDocument(customer: Identity, request: AttachDocumentRequest, key: string): Promise<Result<CustomerDocument>>
  /** Removes a document that nobody has decided. A step in review that needs it waits for the customer again. */
  removeDocument(customer: Identity, documentId: string): Promise<Result<{ version: number }>>
  /**
   * Says what is right where a document and an answer differ: the answer is corrected, or kept. CONFLICT, reason
   * `no_difference`, where nothing differs. Of documents whose notes have no `read` it is never asked.
   */
  resolveDifference(
    customer: Identity,
    documentId: string,
    request: ResolveDifferenceRequest,
    key: string,
  ): Promise<Result<CustomerKyc>>
  /** Reads a file of this customer, for a preview. */
  readFile(customer: Identity, fileId: string): Promise<Result<OutgoingFile>>
  /** Calls `changed` with the new version after each change. Returns a function that ends this. */
  watch(customer: Identity, changed: (version: number) => void): () => void
}
