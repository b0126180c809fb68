import type { DocumentSide } from '@/lib/contract/documents'
import type { Concern } from '@/lib/contract/pictures/findings'
import { concernOf } from '../concerns'
import type { PreparedFile } from '../prepare-file'
import type {
  EventOf,
  Failure,
  SourceNote,
  StateOf,
  Unfinished,
  UploadEvent,
  UploadPhase,
  UploadState,
} from './upload-state'
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
    restored: takeUp,
    chosen: (_, { documentType, country }) => sourceOf(wholeSubject(documentType, country)),
  },
  source: {
    restored: takeUp,
    rechoose: ({ subject }) => ({ phase: 'choose', type: subject.type, country: subject.country }),
    // Who comes back to it gets a try before it gives way once more.
    camera_opened: ({ subject, misses }) => ({ phase: 'camera', subject, misses: Math.min(misses, MISSES - 1) }),
    phone_chosen: toPhone,
    file_picked: prepare,
  },
  camera: {
    camera_closed: ({ subject, misses }) => sourceOf(subject, null, misses),
    phone_chosen: toPhone,
    file_picked: prepare,
    taken_by_itself: ({ subject, misses }, { file, key }) => ({
      ...{ phase: 'preparing', subject, file, origin: 'camera', gestures: null, sentAs: key, misses },
    }),
  },
  phone: {
    phone_left: ({ subject }) => sourceOf(subject),
    phone_done: ({ subject }) => ({ phase: 'done', subject, last: null }),
  },
  preparing: {
    prepared: ({ subject, origin, gestures, sentAs, misses }, { picture, known }) => {
      const concerns = [...new Set([...(known ? [known] : []), ...findingsOf(picture)])]
      const looked = { phase: 'preview', subject, origin, gestures, picture, begun: false, misses, concerns } as const
      return sentAs !== null && concerns.length === 0 ? send(looked, sentAs) : looked
    },
    refused: ({ subject, misses }, { refusal }) => sourceOf(subject, { kind: 'refused', refusal }, misses),
    discarded: ({ subject, misses }) => sourceOf(subject, null, misses),
  },
  preview: {
    confirmed: (state, { key }) => (mayBeSent(state) ? send(state, key) : state),
    discarded: ({ subject, origin, concerns, misses }) => {
      const missed = misses + (concerns.length > 0 ? 1 : 0)
      if (origin === 'file') return sourceOf(subject, null, missed)
      return missed < MISSES
        ? { phase: 'camera', subject, misses: missed }
        : sourceOf(subject, { kind: 'other_way' }, missed)
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
    handed_over: (state) => onward(state, []),
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

const ELSE: readonly Concern[] = ['NO_DOCUMENT', 'NO_FACE']

/** Whether a picture shows nothing of what is asked for. */
export function isElse(concerns: readonly Concern[]): boolean {
  return concerns.some((concern) => ELSE.includes(concern))
}

/**
 * Whether a picture may be sent. Too small a one can be read by nobody; what shows nothing that is asked for, only after
 * another try: the first time it is most likely the wrong picture.
 */
export function mayBeSent({ concerns, misses }: Pick<StateOf<'preview'>, 'concerns' | 'misses'>): boolean {
  return !concerns.includes('TOO_SMALL') && (misses > 0 || !isElse(concerns))
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

function sourceOf(subject: Subject, note: SourceNote | null = null, misses = 0): UploadState {
  return { phase: 'source', subject, note, misses }
}

function toPhone({ subject }: { subject: Subject }): UploadState {
  return { phase: 'phone', subject }
}

function prepare(state: StateOf<'source' | 'camera'>, { file, origin, gestures }: EventOf<'file_picked'>): UploadState {
  const { subject, misses } = state
  return { phase: 'preparing', subject, file, origin, gestures: gestures ?? null, sentAs: null, misses }
}

type Begun = Omit<StateOf<'sending'>, 'phase' | 'sent'>

function failed(state: Begun, { code, reason, fileId }: Failure): UploadState {
  const { subject, picture, origin, transfer, misses } = state
  if (code !== 'DOCUMENT_QUALITY_LOW')
    return { phase: 'failed', subject, picture, origin, misses, code, transfer: { ...transfer, fileId } }
  const { gestures } = transfer
  return { phase: 'preview', subject, picture, origin, misses, begun: true, gestures, concerns: [concernOf(reason)] }
}

function arrived(state: StateOf<'sending' | 'failed'>, { shown }: EventOf<'transferred'>): UploadState {
  return onward(state, shown ?? [])
}

/** To the next side, or out: the person waits for no upload. */
function onward({ subject, picture, origin }: Unfinished, shown: readonly DocumentSide[]): UploadState {
  const next = nextSide(subject, shown)
  return next ? sourceOf(next, { kind: 'side_on_its_way' }) : { phase: 'done', subject, last: { picture, origin } }
}

/** What an earlier visit left: what did not arrive is shown; what is on its way needs nobody, but its other side may. */
function takeUp(state: StateOf<'choose' | 'source'>, { sending, failure, shown }: EventOf<'restored'>): UploadState {
  const { subject, picture, origin, transfer } = sending
  if (failure) return failed({ subject, picture, origin, transfer, misses: 0 }, failure)
  const next = nextSide(subject, shown)
  return next ? sourceOf(next, { kind: 'side_on_its_way' }) : state
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
