import { spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { goodPhoto, PERSONAL } from '@/lib/testing/manager'
import { startRoutes } from '@/lib/testing/start-routes'
import { root } from '../runtime.mjs'
import { long, reportFigure } from './figure'

const KILLS = long(100, 2)
/** So many people at a time. */
const AT_A_TIME = 4
/** So long a server works before it is killed, in milliseconds: at most, once it serves. */
const WORKS_MS = 1_500

/** What was acknowledged about one person: a later server has to know it. */
type Acknowledged = { id: string; step?: string; submitted?: true; approved?: true; file?: string; erased?: true }

const key = () => randomBytes(32).toString('base64')
const MANAGER = { authorization: 'Bearer sandbox-manager' }
const ADMIN = { authorization: 'Bearer sandbox-admin' }
const SERVICE = { authorization: 'Bearer sandbox-service' }

it('a server that is killed while people send, staff decides, keys change and customers are erased loses nothing acknowledged', async ({
  task,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'inapp-kyc-kill-'))
  const [masters, session, photo] = [[key()], key(), await goodPhoto()]
  const people: Acknowledged[] = []
  const settings = () => ({
    ...{ KYC_DATA_DIR: folder, KYC_MASTER_KEYS: masters.join(), KYC_SESSION_KEY: session },
  })

  for (let kill = 0; kill < KILLS; kill += 1) {
    // Each server has a newer key than the one before, and is killed while what is there is wrapped anew.
    masters.unshift(key())
    const routes = await startRoutes(settings())
    const rotation = spawn(process.execPath, ['scripts/keys.mjs', 'rotate'], {
      ...{ cwd: root, stdio: 'ignore', env: { PATH: process.env.PATH, NODE_ENV: 'production', ...settings() } },
    })
    const work = Array.from({ length: AT_A_TIME }, () => untilItEnds(routes.origin, photo, people))
    await expect.poll(() => people.filter(({ approved }) => approved).length).toBeGreaterThan(kill)
    await setTimeout(Math.random() * WORKS_MS)
    await routes.end('SIGKILL')
    rotation.kill('SIGKILL')
    await Promise.all(work)
  }

  masters.unshift(key())
  const { origin, end } = await startRoutes(settings())
  const lost = (await Promise.all(people.map((person) => lostOf(origin, person, photo.length)))).flat()
  expect(lost).toEqual([])
  await end('SIGTERM')
  const verified = spawn(process.execPath, ['scripts/audit.mjs', 'verify'], {
    ...{ cwd: root, stdio: 'ignore', env: { PATH: process.env.PATH, NODE_ENV: 'production', ...settings() } },
  })
  expect(await new Promise((resolve) => verified.once('close', resolve))).toBe(0)
  const facts = people.reduce((sum, { id: _, step: __, ...facts }) => sum + 1 + Object.keys(facts).length, 0)
  reportFigure(task, `${KILLS} kills, ${facts} acknowledgements, ${lost.length} lost, audit whole`)
})

/** Takes one person after the other through everything, until nobody answers any more. */
async function untilItEnds(origin: string, photo: Buffer, people: Acknowledged[]): Promise<void> {
  const post = async (path: string, headers: Record<string, string>, body: unknown) => {
    const sent = body instanceof FormData ? body : JSON.stringify(body)
    const answer = await fetch(`${origin}${path}`, { method: 'POST', headers, body: sent })
    if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}: ${await answer.text()}`)
    return answer.json()
  }
  try {
    for (let at = 0; ; at += 1) {
      const id = randomUUID()
      const { steps } = await post(`/kyc/customers/${id}/open`, SERVICE, { level: 'basic' })
      const person: Acknowledged = { id, step: steps[0].id }
      people.push(person)
      const keyed = { ...SERVICE, 'idempotency-key': randomUUID() }
      await post(`/kyc/customers/${id}/steps/${person.step}/submit`, keyed, { answers: PERSONAL })
      person.submitted = true
      const form = new FormData()
      form.append('file', new Blob([new Uint8Array(photo)]), 'photo.jpg')
      person.file = (await post('/upload', MANAGER, form)).file_id
      await post(`/manager/kyc/steps/${person.step}/approve`, MANAGER, {})
      person.approved = true
      if (at % 3 > 0) continue
      const found = await fetch(`${origin}/manager/kyc/profiles?customer_id=${id}`, { headers: MANAGER })
      const [profile] = (await found.json()).items
      for (const who of [MANAGER, ADMIN])
        await post(`/manager/kyc/profiles/${profile.id}/erase`, who, { justification: 'Asked for by themselves' })
      person.erased = true
    }
  } catch (error) {
    // Nobody answers any more: what was asked last may have been done or not.
    if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error
  }
}

/** What of the acknowledged is not so. */
async function lostOf(origin: string, person: Acknowledged, bytes: number): Promise<string[]> {
  const { id, submitted, approved, file, erased } = person
  const read = await fetch(`${origin}/kyc/customers/${id}`, { headers: SERVICE })
  const { steps } = read.ok ? await read.json() : { steps: null }
  const stored = file && (await fetch(`${origin}/manager/kyc/files/${file}`, { headers: MANAGER }))
  const size = stored ? (await stored.bytes()).length : bytes
  // What was asked of the server that was killed may have been done.
  const mayBeErased = approved && read.status === 404
  const [step] = steps ?? []
  return [
    ...(erased && read.status !== 404 ? [`${id} is not erased`] : []),
    ...(!(mayBeErased || step) ? [`${id} is not known`] : []),
    ...(step && submitted && !['pending', 'approved'].includes(step.status) ? [`${id} has not submitted`] : []),
    ...(step && approved && step.status !== 'approved' ? [`${id} is not approved`] : []),
    ...(stored && !(stored.ok && size > 0) ? [`a file of ${id} is lost: ${stored.status}`] : []),
  ]
}
