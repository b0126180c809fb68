import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'

const { values } = parseArgs({
  options: { parent: { type: 'string' }, 'processor-ms': { type: 'string' } },
  allowPositionals: true,
})

// What ends the server also reaches its children, from a terminal or a service manager. They go on: the file would seem damaged.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {})

/**
 * Kills this process with SIGKILL as soon as its resident memory exceeds `bytes`, it has used more of the processor than
 * `--processor-ms` says, or the process `--parent` that waits for it is gone. Decoded data lies outside the JavaScript
 * heap, so --max-old-space-size does not limit it; and decoding blocks this thread, so a worker watches. To be called
 * before anything heavy is loaded: on a busy machine that takes seconds, in which nobody would watch. Returns what to call
 * when what is used of the processor counts anew: at the beginning of each request of several.
 */
export async function watchOver(bytes) {
  const limits = {
    ...{ bytes, parent: Number(values.parent ?? process.ppid) },
    processorMs: Number(values['processor-ms'] ?? Number.POSITIVE_INFINITY),
  }
  const requests = new Int32Array(new SharedArrayBuffer(4))
  const watch = new Worker(
    `const { bytes, parent, processorMs, requests } = require('node:worker_threads').workerData
    let [request, begun] = [0, process.cpuUsage()]
    setInterval(() => {
      if (requests[0] !== request) [request, begun] = [requests[0], process.cpuUsage()]
      const { user, system } = process.cpuUsage(begun)
      const exceeded = process.memoryUsage.rss() > bytes || (user + system) / 1_000 > processorMs
      if (exceeded || process.ppid !== parent) process.kill(process.pid, 'SIGKILL')
    }, 10)`,
    { eval: true, workerData: { ...limits, requests } },
  )
  await once(watch, 'online')
  return () => Atomics.add(requests, 0, 1)
}
