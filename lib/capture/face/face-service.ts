import { type Remote, transfer, wrap } from 'comlink'
import { FACE_MODELS } from '@/lib/contract/pictures/face-models'
import type { FaceWork } from './detector'
import type { FaceReport } from './face-guidance'

/** Looks for faces, off the page's own thread. */
export type FaceService = { look: (frame: VideoFrame | ImageBitmap) => Promise<FaceReport> }

/** Models that do not come leave the detector waiting for ever, in milliseconds. */
const PATIENCE = 60_000

let service: Promise<FaceService | null> | null = null

/** Starts the worker at the first call, and keeps it. Null where it does not start: then nobody is guided, nor held up. */
export function faceService(): Promise<FaceService | null> {
  service ??= start().catch(() => {
    service = null
    return null
  })
  return service
}

async function start(): Promise<FaceService> {
  if (typeof OffscreenCanvas === 'undefined') throw new Error('No canvas in workers')
  const worker = new Worker(new URL('./face-worker.ts', import.meta.url), { type: 'module' })
  const work: Remote<FaceWork> = wrap<FaceWork>(worker)
  const models = new URL(FACE_MODELS, location.href).href
  const failed = new Promise<never>((_, reject) => {
    worker.addEventListener('error', () => reject(new Error('The worker did not start')), { once: true })
  })
  try {
    await Promise.race([work.ready(models), failed, late()])
  } catch (error) {
    worker.terminate()
    throw error
  }
  return { look: (frame) => work.look(transfer(frame, [frame]), models) }
}

function late(): Promise<never> {
  return new Promise((_, reject) => setTimeout(reject, PATIENCE, new Error('The models did not come')))
}
