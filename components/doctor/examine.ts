import { readCameraSurroundings } from '@/lib/capture/camera-failure'
import { PLACE_PROBLEMS } from '@/lib/contract/host/place'

/** What one examination found: whether it works here, and in words what was seen. */
export type Finding = { name: string; works: boolean; seen: string }

/**
 * Tries what the screens need of the place in which they are opened. Nothing is asked of the person: no permission, no
 * picker. Never throws.
 */
export async function examine(): Promise<Finding[]> {
  return Promise.all(
    Object.entries(EXAMINATIONS).map(async ([name, look]) => {
      try {
        return { name, ...(await look()) }
      } catch (error) {
        return { name, works: false, seen: error instanceof Error ? error.message : String(error) }
      }
    }),
  )
}

type Seen = Omit<Finding, 'name'>

const EXAMINATIONS: Record<string, () => Seen | Promise<Seen>> = {
  ...{
    place: where,
    frame,
    forms,
    'secure page': secure,
    cookies,
    storage,
    camera,
    cameras,
    'file picker': filePicker,
    workers,
  },
  ...{ WebAssembly: webAssembly, canvas, size },
}

function where(): Seen {
  const framed = window.parent !== window
  const native = ['chrome.webview', 'webkit.messageHandlers.kyc', 'kycHost', 'ReactNativeWebView'].filter(isThere)
  const ancestors = window.location.ancestorOrigins ? [...window.location.ancestorOrigins] : [document.referrer]
  const seen = [
    framed ? `in a frame of ${ancestors.join(' in ') || 'somebody who does not say'}` : 'a page of its own',
    ...(native.length > 0 ? [`with ${native.join(', ')}`] : []),
  ]
  return { works: true, seen: seen.join(', ') }
}

/** Whether a global of this path exists. */
function isThere(path: string): boolean {
  return (
    path.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], window) !==
    undefined
  )
}

/** A sandboxed frame without an origin keeps neither cookies nor stores, and its forms are refused. */
function frame(): Seen {
  const works = window.origin !== 'null'
  return { works, seen: works ? window.origin : `sealed: the page around needs ${PLACE_PROBLEMS.FRAME_SEALED.fix}` }
}

/** A sandboxed frame that may send no forms drops them before anybody hears of it. */
function forms(): Seen {
  const form = document.body.appendChild(document.createElement('form'))
  let works = false
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    works = true
  })
  form.requestSubmit()
  form.remove()
  return { works, seen: works ? 'may be sent' : 'dropped: the page around needs sandbox="… allow-forms"' }
}

function secure(): Seen {
  return { works: window.isSecureContext, seen: window.location.origin }
}

/** A cookie of the session's own kind. */
function cookies(): Seen {
  // biome-ignore lint/suspicious/noDocumentCookie: the store that would replace it is not in every browser
  document.cookie = '__Host-kyc-try=1; Path=/; Secure; SameSite=None; Partitioned; Max-Age=60'
  const works = document.cookie.includes('__Host-kyc-try=1')
  const alone = window.parent === window
  const without = alone ? 'the screens cannot be used here' : 'the screens will offer a window of their own'
  return { works, seen: works ? 'kept, partitioned' : `not kept: ${without}` }
}

async function storage(): Promise<Seen> {
  const opened = await new Promise<boolean>((resolve) => {
    const request = indexedDB.open('kyc-try')
    request.onsuccess = () => {
      request.result.close()
      resolve(true)
    }
    request.onerror = () => resolve(false)
  })
  const seen = opened ? 'IndexedDB opens' : 'IndexedDB is closed: a document on its way is lost with the page'
  return { works: opened, seen }
}

function camera(): Seen {
  const { supported, allowedByHost } = readCameraSurroundings()
  const seen = !supported
    ? 'this browser gives pages no camera'
    : allowedByHost === false
      ? 'the page around does not pass it on: allow="camera"'
      : 'may be asked for'
  return { works: supported && allowedByHost !== false, seen }
}

async function cameras(): Promise<Seen> {
  const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? []
  const count = devices.filter(({ kind }) => kind === 'videoinput').length
  return { works: count > 0, seen: String(count) }
}

function filePicker(): Seen {
  const input = Object.assign(document.createElement('input'), { type: 'file' })
  const works = input.type === 'file' && !input.disabled
  return { works, seen: 'capture' in input ? 'with the device’s own camera' : 'files alone' }
}

function workers(): Seen {
  const works = typeof Worker !== 'undefined' && typeof OffscreenCanvas !== 'undefined'
  return {
    works,
    seen: works ? 'with canvas' : 'pictures are worked on in the page, without guidance',
  }
}

async function webAssembly(): Promise<Seen> {
  // The smallest module: its magic number and version.
  await WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))
  return { works: true, seen: 'compiles' }
}

function canvas(): Seen {
  const works = document.createElement('canvas').getContext('2d') !== null
  return { works, seen: works ? 'draws' : 'gives no context' }
}

function size(): Seen {
  const { innerWidth, innerHeight, devicePixelRatio } = window
  const works = innerWidth >= 320
  return { works, seen: `${innerWidth} × ${innerHeight} at ${devicePixelRatio}` }
}
