import type { SeenGestures } from '@/lib/contract/customer'
import type { DocumentSide, DocumentType } from '@/lib/contract/documents'
import type { ClientErrorCode } from '@/lib/contract/error-codes'
import type { Concern, Recognition } from '@/lib/contract/pictures/findings'
import type { FileRefusal } from '../admit-file'
import type { PreparedFile } from '../prepare-file'
import type { Subject } from './upload-subject'

/** Where a file came from: our camera, or a file that the person picked, dropped or took with their own camera. */
export type FileOrigin = 'camera' | 'file'

/** One intention: this file as this side. Its key makes a repeat harmless. */
export type Transfer = {
  readonly key: string
  /** The upload's name; see `PreparedFile`. */
  readonly uploadId: string
  readonly file: File
  /** Whether some of the file may have arrived in an earlier try. */
  readonly begun: boolean
  readonly acceptQuality: boolean
  /** Known once the bytes are stored: a repeat then has only the rest to do. */
  readonly fileId: string | null
  /** With a selfie out of our own camera. */
  readonly gestures: SeenGestures | null
}

/** NETWORK: no answer came; it is tried again when the connection is back. */
export type FailureCode = ClientErrorCode

/** What the source screen says above the choices: why a file was turned away, what became of the side before, or that another way may do better. */
export type SourceNote = { kind: 'refused'; refusal: FileRefusal } | { kind: 'side_on_its_way' } | { kind: 'other_way' }

export type UploadState =
  | { phase: 'choose'; type: DocumentType | null; country: string | null }
  /** `misses`: how many pictures of this side would not do. */
  | { phase: 'source'; subject: Subject; note: SourceNote | null; misses: number }
  | { phase: 'camera'; subject: Subject; misses: number }
  | { phase: 'phone'; subject: Subject }
  | {
      phase: 'preparing'
      subject: Subject
      file: File
      origin: FileOrigin
      gestures: SeenGestures | null
      /** The key under which it is sent as soon as nothing is found wrong with it; null where the person looks first. */
      sentAs: string | null
      misses: number
    }
  | {
      phase: 'preview'
      subject: Subject
      picture: PreparedFile
      origin: FileOrigin
      gestures: SeenGestures | null
      concerns: readonly Concern[]
      /** Whether some of it may have arrived in an earlier try. */
      begun: boolean
      misses: number
    }
  | {
      phase: 'sending'
      subject: Subject
      picture: PreparedFile
      origin: FileOrigin
      transfer: Transfer
      sent: number
      misses: number
    }
  | {
      phase: 'failed'
      subject: Subject
      picture: PreparedFile
      origin: FileOrigin
      transfer: Transfer
      code: FailureCode
      misses: number
    }
  /** Every side is there or on its way. `last`: what was looked at last; null where a phone has shown it. */
  | { phase: 'done'; subject: Subject; last: Pick<Unfinished, 'picture' | 'origin'> | null }

/** What was on its way when the page went: enough to go on with it. */
export type Unfinished = Pick<StateOf<'sending'>, 'subject' | 'picture' | 'origin' | 'transfer'>

export type Failure = { code: FailureCode; reason?: string | undefined; fileId: string | null }

export type UploadPhase = UploadState['phase']

export type UploadEvent =
  | { type: 'chosen'; documentType: DocumentType; country: string | null }
  | { type: 'rechoose' }
  | { type: 'camera_opened' }
  | { type: 'camera_closed' }
  | { type: 'phone_chosen' }
  | { type: 'phone_left' }
  | { type: 'phone_done' }
  | { type: 'file_picked'; file: File; origin: FileOrigin; gestures?: SeenGestures | undefined }
  /** The camera has taken it by itself, when nothing was left to be done better. `key`: of its transfer. */
  | { type: 'taken_by_itself'; file: File; key: string }
  | { type: 'refused'; refusal: FileRefusal }
  | { type: 'prepared'; picture: PreparedFile; known: Recognition | null }
  | { type: 'discarded' }
  | { type: 'confirmed'; key: string }
  | { type: 'progressed'; sent: number }
  | { type: 'cancelled' }
  /** The upload goes on without this screen. */
  | { type: 'handed_over' }
  | ({ type: 'transfer_failed' } & Failure)
  /** `shown`: the sides that stand already, or are on their way. */
  | { type: 'transferred'; shown?: readonly DocumentSide[] }
  | { type: 'retried'; key: string }
  | { type: 'online' }
  /** `failure`: why it did not arrive; null while it is on its way. `shown`: as above. */
  | { type: 'restored'; sending: Unfinished; failure: Failure | null; shown: readonly DocumentSide[] }

export type StateOf<Phase extends UploadPhase> = Extract<UploadState, { phase: Phase }>
export type EventOf<Type extends UploadEvent['type']> = Extract<UploadEvent, { type: Type }>
