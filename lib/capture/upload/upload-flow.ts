import type { Concern } from '@/lib/contract/pictures/findings'
import { concernOf } from '../concerns'
import type { PreparedFile } from '../prepare-file'
import type { EventOf, SourceNote, StateOf, UploadEvent, UploadPhase, UploadState } from './upload-state'
import { type Beginning, nextSide, type Subject, wholeSubject } from './upload-subject'

/** After so many pictures that would not do, the camera gives way to the other ways. */
const MISSES = 2

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
      concerns: [...new Set([...(known ? [known] : []), ...findingsOf(picture)])],
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
