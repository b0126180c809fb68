import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '@/lib/testing/free-port'
import { startPostgres } from '@/lib/testing/postgres-server'
import { startS3 } from '@/lib/testing/s3-server'

export type Copies = {
  /** Where each copy is served. */
  origins: [string, string]
  /** Bodies of the status callbacks that both have sent. */
  callbacks: { tradingLogin: number; kycStatus: string }[]
  stop: () => Promise<void>
}

/** Starts two copies of the app as processes of their own, on one Postgres and one bucket. */
export async function startCopies(): Promise<Copies> {
  const [postgres, bucket, receiver] = await Promise.all([startPostgres(), startBucket(), startReceiver()])
  const shared = {
    KYC_DATABASE_URL: `${postgres.url}/postgres`,
    KYC_FILES_URL: bucket.url,
    KYC_MASTER_KEY: randomBytes(32).toString('base64'),
    KYC_SESSION_KEY: randomBytes(32).toString('base64'),
    CTRADER_CALLBACK_URL: receiver.url,
    CTRADER_CALLBACK_TOKEN: 'test',
  }
  const copies = await Promise.all([startCopy(shared), startCopy(shared)])
  return {
    origins: [copies[0].origin, copies[1].origin],
    callbacks: receiver.callbacks,
    async stop() {
      await Promise.all(copies.map((copy) => copy.stop()))
      await Promise.all([postgres.stop(), bucket.stop(), receiver.stop()])
    },
  }
}

/** Starts one more copy of the app, a sandbox unless the settings say otherwise, with a data folder of its own. */
export async function startCopy(settings: Record<string, string>) {
  const port = await freePort()
  const directory = mkdtempSync(join(tmpdir(), 'inapp-kyc-'))
  const env = { ...process.env, KYC_SANDBOX: 'on', ...settings, PORT: String(port), KYC_DATA_DIR: directory }
  const child = spawn(process.execPath, ['scripts/start.mjs'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  let printed = ''
  await new Promise<void>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text
      if (text.includes('is ready')) resolve()
    })
    child.once('exit', (code) => reject(new Error(`A copy of the app ended with ${code}`)))
  })
  const pid = child.pid ?? 0
  return { origin: `http://localhost:${port}`, port, pid, env, printed: () => printed, stop: () => end(child) }
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.removeAllListeners('exit').once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}

async function startBucket() {
  const { endpoint, stop } = await startS3('kyc')
  return { url: `s3://S3RVER:S3RVER@kyc/files?endpoint=${endpoint}`, stop }
}

async function startReceiver() {
  const callbacks: Copies['callbacks'] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    callbacks.push(JSON.parse(body))
    response.end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return { url, callbacks, stop: () => new Promise((resolve) => server.close(resolve)) }
}
