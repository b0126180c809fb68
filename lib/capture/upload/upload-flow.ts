import type { SeenGestures } from '@/lib/contract/customer'
import type { DocumentSide, DocumentType } from '@/lib/contract/documents'
import type { ClientErrorCode } from '@/lib/contract/error-codes'
import type { Concern, Recognition } from '@/lib/contract/pictures/findings'
import type { FileRefusal } from '../admit-file'
import { concernOf } from '../concerns'
import type { PreparedFile } from '../prepare-file'
import { type Beginning, nextSide, type Subject, wholeSubject } from './upload-subject'

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
export type SourceNote =
  | { kind: 'refused'; refusal: FileRefusal }
  | { kind: 'side_sent' }
  | { kind: 'side_on_its_way' }
  | { kind: 'other_way' }

/** After so many pictures that would not do, the camera gives way to the other ways. */
const MISSES = 2

export type UploadState =
  | { phase: 'choose'; type: DocumentType | null; country: string | null }
  | { phase: 'source'; subject: Subject; note: SourceNote | null }
  /** `misses`: how many pictures of this side would not do. */
  | { phase: 'camera'; subject: Subject; misses: number }
  | { phase: 'phone'; subject: Subject }
  | {
      phase: 'preparing'
      subject: Subject
      file: File
      origin: FileOrigin
      gestures: SeenGestures | null
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
  | { phase: 'done'; subject: Subject }

/** What was on its way when the page went: enough to go on with it. */
export type Unfinished = Pick<StateOf<'sending'>, 'subject' | 'picture' | 'origin' | 'transfer'>

type UploadPhase = UploadState['phase']

export type UploadEvent =
  | { type: 'chosen'; documentType: DocumentType; country: string }
  | { type: 'rechoose' }
  | { type: 'camera_opened' }
  | { type: 'camera_closed' }
  | { type: 'phone_chosen' }
  | { type: 'phone_left' }
  | { type: 'phone_done' }
  | { type: 'file_picked'; file: File; origin: FileOrigin; gestures?: SeenGestures | undefined }
  | { type: 'refused'; refusal: FileRefusal }
  | { type: 'prepared'; picture: PreparedFile; known: Recognition | null }
  | { type: 'discarded' }
  | { type: 'confirmed'; key: string }
  | { type: 'progressed'; sent: number }
  | { type: 'cancelled' }
  | { type: 'went_on' }
  | { type: 'transfer_failed'; code: FailureCode; reason?: string | undefined; fileId: string | null }
  /** `shown`: the sides that stand already, or are on their way. */
  | { type: 'transferred'; shown?: readonly DocumentSide[] }
  | { type: 'retried'; key: string }
  | { type: 'online' }
  | { type: 'restored'; sending: Unfinished }

type StateOf<Phase extends UploadPhase> = Extract<UploadState, { phase: Phase }>
type EventOf<Type extends UploadEvent['type']> = Extract<UploadEvent, { type: Type }>
type Transitions = {
  [Phase in UploadPhase]: {
    [Type in UploadEvent['type']]?: (state: StateOf<Phase>, event: EventOf<Type>) => UploadState
  }
}

/** What may happen in each phase. An event that a phase does not list changes nothing: a second tap is one. */
const TRANSITIONS: Transitions = {
  choose: {
    restored: goOn,
    chosen: (_, { documentType, country }) => sourceOf(wholeSubject(documentType, country)),
  },
  source: {
    restored: goOn,
    rechoose: ({ subject }) => ({ phase: 'choose', type: subject.type, country: subject.country }),
    camera_opened: ({ subject }) => ({ phase: 'camera', subject, misses: 0 }),
    phone_chosen: toPhone,
    file_picked: prepare,
  },
  camera: {
    camera_closed: ({ subject }) => sourceOf(subject),
    phone_chosen: toPhone,
    file_picked: prepare,
  },
  phone: {
    phone_left: ({ subject }) => sourceOf(subject),
    phone_done: ({ subject }) => ({ phase: 'done', subject }),
  },
  preparing: {
    prepared: ({ subject, origin, gestures, misses }, { picture, known }) => ({
      phase: 'preview',
      subject,
      origin,
      gestures,
      picture,
      begun: false,
      misses,
      concerns: [...(known ? [known] : []), ...findingsOf(picture)],
    }),
    refused: ({ subject }, { refusal }) => sourceOf(subject, { kind: 'refused', refusal }),
    discarded: ({ subject }) => sourceOf(subject),
  },
  preview: {
    confirmed: (state, { key }) => (state.concerns.includes('TOO_SMALL') ? state : send(state, key)),
    discarded: ({ subject, origin, concerns, misses }) => {
      if (origin === 'file') return sourceOf(subject)
      const missed = misses + (concerns.length > 0 ? 1 : 0)
      return missed < MISSES ? { phase: 'camera', subject, misses: missed } : sourceOf(subject, { kind: 'other_way' })
    },
  },
  sending: {
    progressed: (state, { sent }) => ({
      ...state,
      sent: Math.max(state.sent, Math.min(sent, state.transfer.file.size)),
    }),
    cancelled: (state) => ({
      ...state,
      phase: 'preview',
      begun: true,
      gestures: state.transfer.gestures,
      concerns: state.transfer.acceptQuality ? concernsOf(state) : [],
    }),
    transfer_failed: failed,
    transferred: arrived,
    went_on: (state) => {
      const next = nextSide(state.subject)
      return next ? sourceOf(next, { kind: 'side_on_its_way' }) : state
    },
  },
  failed: {
    // It is tried again in the background when the connection is back.
    transferred: arrived,
    transfer_failed: failed,
    retried: (state, { key }) => resend(state, state.transfer.fileId ? state.transfer.key : key),
    online: (state) => (state.code === 'NETWORK' ? resend(state, state.transfer.key) : state),
    discarded: ({ subject }) => sourceOf(subject),
  },
  done: {},
}

/** The next state of the upload screen. Pure; what must be done (prepare, send) follows from the state. */
export function nextUploadState(state: UploadState, event: UploadEvent): UploadState {
  const transition = TRANSITIONS[state.phase][event.type] as
    | ((state: UploadState, event: UploadEvent) => UploadState)
    | undefined
  return transition ? transition(state, event) : state
}

/** The first state of a visit. */
export function firstUploadState(beginning: Beginning): UploadState {
  return beginning.at === 'side'
    ? sourceOf(beginning.subject)
    : { phase: 'choose', type: beginning.type, country: beginning.country }
}

function sourceOf(subject: Subject, note: SourceNote | null = null): UploadState {
  return { phase: 'source', subject, note }
}

function toPhone({ subject }: { subject: Subject }): UploadState {
  return { phase: 'phone', subject }
}

function prepare(state: StateOf<'source' | 'camera'>, { file, origin, gestures }: EventOf<'file_picked'>): UploadState {
  const misses = state.phase === 'camera' ? state.misses : 0
  return { phase: 'preparing', subject: state.subject, file, origin, gestures: gestures ?? null, misses }
}

function failed(
  state: StateOf<'sending' | 'failed'>,
  { code, reason, fileId }: EventOf<'transfer_failed'>,
): UploadState {
  const { subject, picture, origin, transfer, misses } = state
  if (code !== 'DOCUMENT_QUALITY_LOW')
    return { phase: 'failed', subject, picture, origin, misses, code, transfer: { ...transfer, fileId } }
  const { gestures } = transfer
  return { phase: 'preview', subject, picture, origin, misses, begun: true, gestures, concerns: [concernOf(reason)] }
}

function arrived({ subject }: StateOf<'sending' | 'failed'>, { shown }: EventOf<'transferred'>): UploadState {
  const next = nextSide(subject, shown)
  return next ? sourceOf(next, { kind: 'side_sent' }) : { phase: 'done', subject }
}

function goOn(_: unknown, { sending }: EventOf<'restored'>): UploadState {
  const { subject, picture, origin, transfer } = sending
  return { phase: 'sending', subject, picture, origin, transfer: { ...transfer, begun: true }, sent: 0, misses: 0 }
}

function send(state: StateOf<'preview'>, key: string): UploadState {
  const { subject, picture, origin, gestures, concerns, begun, misses } = state
  const { id: uploadId, file } = picture
  const transfer = { key, uploadId, file, begun, acceptQuality: concerns.length > 0, fileId: null, gestures }
  return { phase: 'sending', subject, picture, origin, transfer, sent: 0, misses }
}

function resend({ transfer, ...state }: StateOf<'failed'>, key: string): UploadState {
  const { subject, picture, origin, misses } = state
  return { phase: 'sending', subject, picture, origin, transfer: { ...transfer, key, begun: true }, sent: 0, misses }
}

function concernsOf({ picture }: StateOf<'sending'>): readonly Concern[] {
  const found = findingsOf(picture)
  return found.length > 0 ? found : ['QUALITY_LOW']
}

function findingsOf(picture: PreparedFile): readonly Concern[] {
  return picture.kind === 'picture' ? picture.findings.map(({ code }) => code) : []
}
