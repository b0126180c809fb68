import { type Remote, wrap } from 'comlink'
import type { PictureWork } from './picture-work'

/** The work on pictures, wherever it is done. `away`: off the page's own thread, so that it may go on all the time. */
export type PictureService = { work: PictureWork | Remote<PictureWork>; away: boolean }

let service: Promise<PictureService> | null = null

/** Starts the worker at the first call, and keeps it. */
export function pictureService(): Promise<PictureService> {
  service ??= startWorker().catch(onThePage)
  return service
}

async function startWorker(): Promise<PictureService> {
  if (typeof OffscreenCanvas === 'undefined') throw new Error('No canvas in workers')
  const worker = new Worker(new URL('./picture-worker.ts', import.meta.url), { type: 'module' })
  const work = wrap<PictureWork>(worker)
  const failed = new Promise<never>((_, reject) => {
    worker.addEventListener('error', () => reject(new Error('The worker did not start')), { once: true })
  })
  await Promise.race([work.ready(), failed])
  return { work, away: true }
}

async function onThePage(): Promise<PictureService> {
  const { pictureWork } = await import('./picture-work')
  return { work: pictureWork, away: false }
}
