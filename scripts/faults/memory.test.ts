import { randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import sharp from 'sharp'
import { expect, it, onTestFinished } from 'vitest'
import { startRoutes } from '@/lib/testing/start-routes'
import { long, reportFigure } from './figure'

const FILES = long(32, 8)
const MB = 1024 * 1024
/**
 * By which the server's own process may grow: a few files, and what has not been collected yet. Each file held whole until its
 * turn came to 500. What opens HEIC and PDF is another process, with a limit of its own (lib/inspection/child.ts).
 */
const MOST_MB = 350

const residentMb = (pid: number) =>
  Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1_024

it.skipIf(process.platform !== 'linux')(
  'large files that are sent at once are all taken, in bounded memory',
  async ({ task }) => {
    const photo = await largePhoto()
    const sent = await formOf(photo)
    const { origin, pid, end } = await startRoutes({
      ...{ KYC_MASTER_KEY: randomBytes(32).toString('base64'), KYC_SESSION_KEY: randomBytes(32).toString('base64') },
    })
    onTestFinished(async () => void (await end('SIGKILL')))
    const cookies = await Promise.all(Array.from({ length: FILES }, () => enter(origin)))
    const idle = residentMb(pid)
    let most = idle
    const watch = setInterval(() => {
      most = Math.max(most, residentMb(pid))
    }, 50)
    onTestFinished(() => clearInterval(watch))
    const answers = await Promise.all(cookies.map((cookie) => send(origin, cookie, sent)))
    expect(answers.filter(({ status }) => status !== 200)).toEqual([])
    expect(most - idle).toBeLessThan(MOST_MB)
    const size = (photo.byteLength / MB).toFixed(1)
    reportFigure(
      task,
      `${FILES} files of ${size} MB at once: ${Math.round(idle)} → ${Math.round(most)} MB in the server`,
    )
  },
)

/** A picture of noise, which no encoder makes small. */
async function largePhoto(): Promise<Uint8Array<ArrayBuffer>> {
  const [width, height] = [3_600, 2_400]
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const
  const ground = sharp({ create: { width, height, channels: 3, background: '#888', noise } })
  return new Uint8Array(await ground.jpeg({ quality: 97 }).toBuffer())
}

async function enter(origin: string): Promise<string> {
  const person = randomUUID()
  const issued = await fetch(`${origin}/ctid2/inAppOneTimeToken/data?kycType=standard`, {
    headers: { authorization: `Bearer sandbox:${person}` },
  })
  const { otToken: token } = (await issued.json()) as { otToken: string }
  const entered = await fetch(`${origin}/inapp/kyc/enter`, {
    ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams({ token }) },
  })
  return entered.headers.get('set-cookie')?.split(';')[0] ?? ''
}

/** What a browser sends of a file. */
async function formOf(photo: Uint8Array<ArrayBuffer>) {
  const form = new FormData()
  form.append('quality', 'accepted')
  form.append('file', new Blob([photo]), 'passport.jpg')
  const encoded = new Response(form)
  return { type: encoded.headers.get('content-type') ?? '', body: await encoded.arrayBuffer() }
}

/** 503 asks to come again. */
async function send(origin: string, cookie: string, { type, body }: Awaited<ReturnType<typeof formOf>>) {
  for (let attempt = 1; ; attempt += 1) {
    const headers = { cookie, 'x-kyc-request': '1', 'content-type': type }
    const answer = await fetch(`${origin}/upload`, { method: 'POST', body, headers })
    const told = await answer.text()
    if (answer.status !== 503 || attempt === 10) return { status: answer.status, told }
    await setTimeout(1_000)
  }
}
