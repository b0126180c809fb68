import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

/**
 * Kills this process with SIGKILL as soon as its resident memory exceeds `bytes`. Decoded data lies outside the
 * JavaScript heap, so --max-old-space-size does not limit it; and decoding blocks this thread, so a worker watches.
 */
export async function limitMemory(bytes) {
  const watch = new Worker(
    `setInterval(() => {
      if (process.memoryUsage.rss() > ${bytes}) process.kill(process.pid, 'SIGKILL')
    }, 10)`,
    { eval: true },
  )
  await once(watch, 'online')
}
