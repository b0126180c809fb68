import { drawDocument } from '@/lib/capture/checks/drawn-document'
import type { ErrorCode } from '@/lib/contract/error-codes'
import { errorResponse, KycError } from '@/lib/contract/errors'

/** How long is waited for something to appear. */
const PATIENCE_MS = 20_000
const LOOK_MS = 100
/** What each answer waits for on a slow line. */
const SLOW_MS = 3_000

type Frame = Window & typeof globalThis
type Control = HTMLInputElement | HTMLSelectElement

export type Stage = ReturnType<typeof createStage>

/**
 * The screens in a frame of our own origin, to be played on: presses, types and shows files as a person would, and
 * lets the network, the camera and the clock do what they do at times. Each function rejects after 20 seconds
 * without what it waits for, and at once when the play has ended.
 */
export function createStage(frame: () => HTMLIFrameElement | null, isPlaying: () => boolean) {
  let playing: Window | null = null
  const hear = ({ source, data }: MessageEvent) => {
    if (data?.type === 'kyc:ready' && source === frame()?.contentWindow) playing = source as Window
  }
  window.addEventListener('message', hear)

  /** The frame's window once its screen takes presses: before that they would go nowhere. */
  const screen = () => until(isPlaying, () => (playing ? (frame()?.contentWindow as Frame | null | undefined) : null))
  const find = async <Found extends HTMLElement>(selector: string) => {
    await screen()
    return until(isPlaying, () => frame()?.contentDocument?.querySelector<Found>(selector))
  }

  return {
    async press(selector: string): Promise<void> {
      const target = await find(selector)
      target.scrollIntoView({ block: 'center' })
      target.click()
    },
    /** Types into a field, or chooses in a list. */
    async fill(selector: string, value: string): Promise<void> {
      const control = await find<Control>(selector)
      const view = await screen()
      const list = control instanceof view.HTMLSelectElement
      const { prototype } = list ? view.HTMLSelectElement : view.HTMLInputElement
      // Past React's own setter, so that it sees a change.
      Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(control, value)
      control.dispatchEvent(new view.Event(list ? 'change' : 'input', { bubbles: true }))
    },
    /** Shows a file to the upload screen. */
    async show(name: string, type: string, content: BlobPart): Promise<void> {
      const input = await find<HTMLInputElement>('[data-testid="file-input"]')
      const view = await screen()
      const chosen = new view.DataTransfer()
      chosen.items.add(new view.File([content], name, { type }))
      input.files = chosen.files
      input.dispatchEvent(new view.Event('change', { bubbles: true }))
    },
    /** The connection is gone: no request gets an answer. */
    async cutConnection(): Promise<void> {
      const view = await screen()
      view.fetch = () => Promise.reject(new view.TypeError('Failed to fetch'))
      Object.defineProperty(view.navigator, 'onLine', { value: false, configurable: true })
      view.dispatchEvent(new view.Event('offline'))
    },
    async slowDown(): Promise<void> {
      const view = await screen()
      const { fetch } = view
      view.fetch = async (...request) => {
        await new Promise((done) => setTimeout(done, SLOW_MS))
        return fetch(...request)
      }
    },
    /** Requests whose path ends so are refused with this error. */
    async refuse(pathEnd: string, code: ErrorCode): Promise<void> {
      const view = await screen()
      const { fetch } = view
      view.fetch = async (request, init) => {
        const address = new URL(String(request instanceof view.Request ? request.url : request), view.location.href)
        return address.pathname.endsWith(pathEnd) ? errorResponse(new KycError(code)) : fetch(request, init)
      }
    },
    /** Time has passed on this page: so many minutes. */
    async wait(minutes: number): Promise<void> {
      const view = await screen()
      const { now } = view.Date
      view.Date.now = () => now() + minutes * 60_000
      view.document.dispatchEvent(new view.Event('visibilitychange'))
    },
    /** A camera, whatever the machine has: `open` answers for it. */
    async installCamera(open: (view: Frame) => Promise<MediaStream>): Promise<void> {
      const view = await screen()
      const { mediaDevices } = view.navigator
      mediaDevices.getUserMedia = () => open(view)
      mediaDevices.enumerateDevices = async () => [
        { kind: 'videoinput', deviceId: 'drawn', groupId: 'drawn', label: 'Drawn camera', toJSON: () => ({}) },
      ]
      mediaDevices.dispatchEvent(new view.Event('devicechange'))
    },
    /** Something of the browser itself is as it is elsewhere. */
    async pretend(thing: (view: Frame) => object, name: string, value: unknown): Promise<void> {
      // Whoever would mend it finds it as it is.
      Object.defineProperty(thing(await screen()), name, { get: () => value, set: () => {}, configurable: true })
    },
    end: () => window.removeEventListener('message', hear),
  }
}

/** A picture of a page of print, on a table. */
export async function drawnPhoto(wanted: Parameters<typeof drawDocument>[0] = {}, filter = 'none'): Promise<Blob> {
  const canvas = paint(wanted, filter)
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.9))
  if (!blob) throw new Error('The browser gave no picture')
  return blob
}

/** What a camera over that page sees; without a page, an empty table. */
export async function drawnFilm(view: Frame, empty = false): Promise<MediaStream> {
  const page = paint({ width: 1_280, height: 720, margin: empty ? 720 : 60 }, 'none')
  const canvas = Object.assign(view.document.createElement('canvas'), { width: 1_280, height: 720 })
  const context = canvas.getContext('2d')
  const draw = () => context?.drawImage(page, 0, 0)
  draw()
  view.setInterval(draw, 66)
  return canvas.captureStream(15)
}

function paint(wanted: Parameters<typeof drawDocument>[0], filter: string): HTMLCanvasElement {
  const { width, height, data } = drawDocument(wanted)
  const sharp = Object.assign(document.createElement('canvas'), { width, height })
  const pixels = new ImageData(width, height)
  for (const [i, value] of data.entries()) pixels.data.set([value, value, value, 255], i * 4)
  sharp.getContext('2d')?.putImageData(pixels, 0, 0)
  if (filter === 'none') return sharp
  const filtered = Object.assign(document.createElement('canvas'), { width, height })
  const context = filtered.getContext('2d')
  if (context) context.filter = filter
  context?.drawImage(sharp, 0, 0)
  return filtered
}

async function until<Found>(isPlaying: () => boolean, look: () => Found | null | undefined): Promise<Found> {
  const end = Date.now() + PATIENCE_MS
  for (;;) {
    if (!isPlaying()) throw new Error('The play has ended')
    const found = look()
    if (found) return found
    if (Date.now() > end) throw new Error('It did not appear')
    await new Promise((done) => setTimeout(done, LOOK_MS))
  }
}
