import { parentPort, workerData } from 'node:worker_threads'

// Holds the compiled lists and answers searches, one message after the other. The host (screening-host.ts) ends it when
// it takes too long.
const { loadApp } = await import(workerData.loader)
const { openScreener } = await loadApp('lib/kyc/verification/screening/index/open-screener.ts')
const all = openScreener(new Uint8Array(workerData.compiled))
const screener = workerData.only ? all.only(workerData.only) : all

parentPort.on('message', ({ id, subjects, options }) => {
  parentPort.postMessage({ id, answers: subjects.map((subject) => screener.screen(subject, options)) })
})
parentPort.postMessage({ versions: screener.versions() })
