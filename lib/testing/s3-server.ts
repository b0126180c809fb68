import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { freePort } from './free-port'

const READY_WITHIN_MS = 120_000
/** A module that ends the process when its parent ends, even if that is killed. */
const ENDING_WITH_PARENT = 'data:text/javascript,process.on("disconnect",()=>process.exit())'

/**
 * Starts an S3-compatible server in a separate process, for tests. It accepts the access key `S3RVER` with the secret
 * `S3RVER`, does not verify signatures, and creates `bucket` if given.
 */
export async function startS3(bucket?: string): Promise<{ endpoint: string; stop: () => Promise<void> }> {
  const directory = mkdtempSync(join(tmpdir(), 'inapp-kyc-s3-'))
  const port = await freePort()
  const program = createRequire(import.meta.url).resolve('s3rver/bin/s3rver.js')
  const buckets = bucket ? ['--configure-bucket', bucket] : []
  const child = spawn(
    process.execPath,
    [
      '--import',
      ENDING_WITH_PARENT,
      program,
      '-d',
      directory,
      '-a',
      '127.0.0.1',
      '-p',
      String(port),
      '--silent',
      ...buckets,
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] },
  )
  const endpoint = `http://127.0.0.1:${port}`
  for (const began = Date.now(); !(await fetch(endpoint).catch(() => null)); await setTimeout(50))
    if (child.exitCode !== null || Date.now() - began > READY_WITHIN_MS) throw new Error('The S3 server did not start')
  return {
    endpoint,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill()
      await ended
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
