import type { CameraFailure } from '@/lib/capture/camera-failure'
import type { ScreenProblem, UploadSentence } from '@/lib/contract/error-codes'
import type { Situation, TokenState } from '@/lib/contract/host/scenario'
import type { SCREENS } from './choices'
import { drawnFilm, drawnPhoto, type Stage } from './stage'

type Screen = (typeof SCREENS)[number]
export type Group = 'standing' | 'link' | 'form' | 'picture' | 'sending' | 'camera'

/** One state of the screens, and how to get there: who opens which screen, and what happens then. */
export type Scenario = {
  group: Group
  screen: Screen
  situation?: Situation
  /** `missing` and `malformed` need nobody who issues them. */
  token?: TokenState | 'missing' | 'malformed'
  query?: Readonly<Record<string, string>>
  play?: (stage: Stage) => Promise<void>
}

const KYC = '/inapp/kyc'
const UPLOAD = '/inapp/kyc/upload'
const STATUS = '/inapp/kyc/status'

const standing = (situation: Situation, screen: Screen = STATUS, query = {}): Scenario => ({
  ...{ group: 'standing', screen, situation, query },
})
const link = (token: Scenario['token'], query = {}): Scenario => ({ group: 'link', screen: KYC, token, query })
/** The form of personal details. */
const form = (play: (stage: Stage) => Promise<void>): Scenario => ({
  ...{ group: 'form', screen: KYC, query: { step: 'personal' }, play },
})
/** The upload screen, at a passport. */
const atPassport = (group: Group, play: (stage: Stage) => Promise<void>): Scenario => ({
  ...{ group, screen: UPLOAD, situation: 'half_way', query: { documentType: 'passport' }, play },
})
const picture = (play: (stage: Stage) => Promise<void>) => atPassport('picture', play)

/** A photo under this name goes through the browser, and is answered by the server as its name says. */
const sent = (word: string, prepare?: (stage: Stage) => Promise<void>) =>
  atPassport('sending', async (stage) => {
    await stage.show(`sandbox-${word}.jpg`, 'image/jpeg', await drawnPhoto())
    await prepare?.(stage)
    await stage.press('[data-testid="use-file"]')
  })

type Opening = (view: Window & typeof globalThis) => Promise<MediaStream>
const camera = (open: Opening, before?: Scenario['play']) =>
  atPassport('camera', async (stage) => {
    await stage.installCamera(open)
    await before?.(stage)
    await stage.press('[data-testid="open-camera"]')
  })
/** A camera that throws this `DOMException` when it is opened. */
const throwing =
  (name: string): Opening =>
  (view) =>
    Promise.reject(new view.DOMException('Thrown by the sandbox', name))
const refused = throwing('NotAllowedError')
const lost: Opening = async (view) => {
  const stream = await drawnFilm(view, true)
  const [track] = stream.getVideoTracks()
  view.setInterval(() => track?.dispatchEvent(new view.Event('ended')), 1_500)
  return stream
}

const sendStep = 'form button[type="submit"]'

const fillPersonal = async (stage: Stage) => {
  await stage.fill('[data-field="first_name"] input', 'Sample')
  await stage.fill('[data-field="last_name"] input', 'Person')
  await stage.fill('[autocomplete="bday-day"]', '31')
  await stage.fill('[autocomplete="bday-month"]', '1')
  await stage.fill('[autocomplete="bday-year"]', '1990')
  await stage.press('[data-field="nationality"] [role="combobox"]')
  await stage.press('dialog[open] [role="option"]')
}

/** The form, filled in and sent, once something is amiss. */
const sendingStep = (amiss: (stage: Stage) => Promise<void>) =>
  form(async (stage) => {
    await fillPersonal(stage)
    await amiss(stage)
    await stage.press(sendStep)
  })

/** Every state of the screens that an integrator may want to see, by name. */
export const SCENARIOS = {
  start: standing('new', KYC),
  half_way: standing('half_way', KYC),
  all_sent: standing('in_review', KYC),
  in_review: standing('in_review'),
  second_look: standing('second_look'),
  approved: standing('approved'),
  document_sent_back: standing('document_sent_back'),
  answers_sent_back: standing('answers_sent_back'),
  rejected_for_good: standing('rejected_for_good'),
  expired: standing('expired'),
  nothing_to_upload: standing('in_review', UPLOAD),
  selfie_asked: standing('selfie_asked', UPLOAD, { documentType: 'selfie' }),
  email_asked: standing('email_asked', KYC, { step: 'email' }),
  question_asked: standing('question_asked', KYC),

  TOKEN_MISSING: link('missing', { problem: 'TOKEN_MISSING' }),
  TOKEN_MALFORMED: link('malformed'),
  TOKEN_INVALID: link('unknown'),
  TOKEN_EXPIRED: link('expired'),
  TOKEN_USED: link('used'),
  SESSION_EXPIRED: link('missing', { problem: 'SESSION_EXPIRED' }),
  BACKEND_UNAVAILABLE: link('missing', { problem: 'BACKEND_UNAVAILABLE' }),
  TOO_MANY_REQUESTS: link('missing', { problem: 'TOO_MANY_REQUESTS' }),
  NOT_SET_UP: link('missing', { problem: 'NOT_SET_UP' }),

  field_errors: form((stage) => stage.press(sendStep)),
  slow: form(async (stage) => {
    await stage.slowDown()
    await fillPersonal(stage)
  }),
  not_saved: form(async (stage) => {
    await stage.cutConnection()
    await stage.fill('[data-field="first_name"] input', 'Sample')
  }),
  send_offline: sendingStep((stage) => stage.cutConnection()),
  send_failed: sendingStep((stage) => stage.refuse('/submit', 'INTERNAL')),
  sent_elsewhere: sendingStep((stage) => stage.refuse('/submit', 'CONFLICT')),
  session_over: sendingStep((stage) => stage.refuse('/submit', 'SESSION_EXPIRED')),
  session_ending: form((stage) => stage.wait(26)),
  code_wrong: {
    ...{ group: 'form', screen: KYC, situation: 'email_asked', query: { step: 'email' } },
    play: async (stage) => {
      await stage.fill('[data-field] input[type="email"]', 'sample@example.com')
      await stage.press(sendStep)
      await stage.fill('[autocomplete="one-time-code"]', '000000')
    },
  },

  wrong_type: picture((stage) => stage.show('notes.txt', 'text/plain', 'Not a document')),
  empty: picture((stage) => stage.show('empty.jpg', 'image/jpeg', '')),
  too_large: picture((stage) => stage.show('large.pdf', 'application/pdf', new Uint8Array(26 * 1024 * 1024))),
  damaged: picture((stage) => stage.show('damaged.jpg', 'image/jpeg', 'This is no picture.')),
  good: picture(async (stage) => stage.show('good.jpg', 'image/jpeg', await drawnPhoto())),
  blurred: picture(async (stage) => stage.show('blurred.jpg', 'image/jpeg', await drawnPhoto({}, 'blur(6px)'))),
  dark: picture(async (stage) => stage.show('dark.jpg', 'image/jpeg', await drawnPhoto({}, 'brightness(0.2)'))),
  small: picture(async (stage) => stage.show('small.jpg', 'image/jpeg', await drawnPhoto({ width: 320, height: 220 }))),

  arrived: sent('arrives'),
  slow_check: sent('slow'),
  hard_to_read: sent('DOCUMENT_QUALITY_LOW-BLUR'),
  NETWORK: sent('arrives', (stage) => stage.cutConnection()),
  UPLOAD_FAILED: sent('CHECKSUM_MISMATCH'),
  FILE_CORRUPTED: sent('FILE_CORRUPTED'),
  FILE_ENCRYPTED: sent('FILE_ENCRYPTED'),
  FILE_EMPTY: sent('FILE_EMPTY'),
  FILE_TOO_LARGE: sent('FILE_TOO_LARGE'),
  FILE_TYPE_MISMATCH: sent('FILE_TYPE_MISMATCH'),
  FILE_TYPE_NOT_ALLOWED: sent('FILE_TYPE_NOT_ALLOWED'),
  PICTURE_TOO_LARGE: sent('PICTURE_TOO_LARGE'),
  FILE_INFECTED: sent('FILE_INFECTED'),
  DOCUMENTS_TOO_MANY: sent('DOCUMENTS_TOO_MANY'),
  CONFLICT: sent('CONFLICT'),
  session_over_sending: sent('SESSION_EXPIRED'),
  backend_down_sending: sent('BACKEND_UNAVAILABLE'),
  too_much_sending: sent('TOO_MANY_REQUESTS'),

  guided: camera((view) => drawnFilm(view)),
  REFUSED: camera(refused),
  NO_CAMERA: camera(throwing('NotFoundError')),
  BUSY: camera(throwing('NotReadableError')),
  LOST: camera(lost),
  BLOCKED_BY_HOST: camera(refused, (stage) =>
    stage.pretend((view) => view.document, 'featurePolicy', { allowsFeature: () => false }),
  ),
  INSECURE: camera(refused, (stage) => stage.pretend((view) => view, 'isSecureContext', false)),
  UNSUPPORTED: camera(refused, (stage) =>
    stage.pretend((view) => view.navigator.mediaDevices, 'getUserMedia', undefined),
  ),
  UNKNOWN: camera(throwing('Error')),
} as const satisfies Record<string, Scenario> &
  Record<CameraFailure, Scenario> &
  Record<Exclude<UploadSentence, ScreenProblem>, Scenario>

export type ScenarioName = keyof typeof SCENARIOS
export const SCENARIO_NAMES = Object.keys(SCENARIOS) as ScenarioName[]
export const GROUPS: readonly Group[] = ['standing', 'link', 'form', 'picture', 'sending', 'camera']
