import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

/**
 * Ends this process by SIGKILL as soon as it holds more than `bytes` in all. What is decoded lies outside the
 * JavaScript heap, where --max-old-space-size does not count it, and decoding holds this thread: another one watches.
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
