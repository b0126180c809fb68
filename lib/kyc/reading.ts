import { buffer } from 'node:stream/consumers'
import type { Answers } from '@/lib/contract/form'
import type { Signal } from '@/lib/contract/records'
import type { SignalCode } from '@/lib/contract/signals'
import type { DocumentRow } from '@/lib/database/schema'
import { readMrz } from '@/lib/inspection/mrz'
import { type Change, type Context, makeChange } from './change'
import { currentDocuments } from './documents'
import type { Files } from './files'
import { touchProfile } from './profiles'
import { compareMrz } from './rules/mrz-comparison'
import { openMrz, signalsOf } from './signals'
import { openAnswers } from './steps'

/** Longer than any reading takes: a copy that ends in the middle of one leaves it to the others after this. */
const CLAIM_MS = 60_000
const POLL_MS = 5_000
/** What `compareMrz` may find: found anew at each comparison. */
const FROM_MRZ: readonly SignalCode[] = ['MRZ_CHECK_DIGITS', 'MRZ_DISAGREES', 'EXPIRED']

type ReadingWith = { context: Context; files: Files; report: (error: unknown) => void }

/**
 * Reads documents' machine-readable zones after they have arrived, out of the way of any request, one at a time. What
 * is read is compared with the person's answers; it decides nothing.
 */
export function createReading({ context, files, report }: ReadingWith) {
  let timer: ReturnType<typeof setInterval> | undefined
  let pass: Promise<void> = Promise.resolve()
  let [running, again] = [false, false]

  async function readAll(): Promise<void> {
    try {
      while (again) {
        again = false
        for (let claimed = await claim(context); claimed; claimed = await claim(context)) await readOne(claimed)
      }
    } catch (error) {
      report(error)
    } finally {
      running = false
    }
  }

  async function readOne({ id, brand, profile_id, file_id }: Claimed): Promise<void> {
    const { bytes } = await files.read(file_id, { brand, customer_id: null })
    const today = context.clock().toISOString().slice(0, 10)
    const mrz = await readMrz(await buffer(bytes), today)
    await makeChange(context, { name: 'system', role: 'system', brand }, 'ReadDocument', async (change) => {
      const read = mrz && change.sealer.seal(JSON.stringify(mrz))
      await change.tx.updateTable('documents').set({ reading: null, mrz: read }).where('id', '=', id).execute()
      if (mrz) await compareDocuments(change, profile_id)
    })
  }

  function readDue(): Promise<void> {
    again = true
    if (!running) {
      running = true
      pass = readAll()
    }
    return pass
  }

  return {
    /** Reads everything that waits; failures go to `report`, and are tried again after a minute. */
    readDue,
    /** Reads soon, where reading has been started. */
    wake: () => void (timer && readDue()),
    start(): void {
      timer ??= setInterval(() => void readDue(), POLL_MS)
      timer.unref()
    },
    async stop(): Promise<void> {
      clearInterval(timer)
      timer = undefined
      again = false
      await pass
    },
  }
}

type Claimed = Pick<DocumentRow, 'id' | 'profile_id' | 'file_id'> & { brand: string }

/** Takes the oldest that waits; of two copies that see the same row one gets it. */
async function claim({ db, clock }: Context): Promise<Claimed | undefined> {
  const now = clock()
  const at = now.toISOString()
  const waiting = db.selectFrom('documents').select('id').where('reading', '<', at).orderBy('id').limit(1)
  const [taken] = await db
    .updateTable('documents')
    .set({ reading: new Date(now.getTime() + CLAIM_MS).toISOString() })
    .where('id', 'in', waiting)
    .where('reading', '<', at)
    .returning(['id', 'profile_id', 'file_id'])
    .execute()
  if (!taken) return undefined
  const { brand } = await db
    .selectFrom('profiles')
    .select('brand')
    .where('id', '=', taken.profile_id)
    .executeTakeFirstOrThrow()
  return { ...taken, brand }
}

/** Compares what was read of a profile's documents with what the person has answered, and keeps what a reviewer should know. */
export async function compareDocuments(change: Change, profileId: string): Promise<void> {
  const { tx, sealer, now } = change
  const documents = (await currentDocuments(tx, { profile_id: profileId })).filter(({ mrz }) => mrz !== null)
  if (documents.length === 0) return
  const answers = await answersOf(change, profileId)
  for (const document of documents) {
    const mrz = openMrz(document, sealer)
    if (!mrz) continue
    const kept = signalsOf(document).filter(({ code }) => !FROM_MRZ.includes(code))
    const signals = JSON.stringify([...kept, ...compareMrz(mrz, answers, now.slice(0, 10))])
    if (signals === document.signals) continue
    await tx.updateTable('documents').set({ signals }).where('id', '=', document.id).execute()
    const { customer_id } = await tx
      .selectFrom('profiles')
      .select('customer_id')
      .where('id', '=', profileId)
      .executeTakeFirstOrThrow()
    await change.record({
      entity: 'document',
      entity_id: document.id,
      customer_id,
      after: { signals: codesOf(signals) },
    })
    const { version } = await touchProfile(tx, profileId)
    await change.announce(customer_id, version)
  }
}

function codesOf(signals: string): string[] {
  return JSON.parse(signals).map(({ code, field }: Signal) => (field ? `${code} ${field}` : code))
}

/** Everything that the person has answered so far, drafts as well. */
async function answersOf({ tx, sealer }: Change, profileId: string): Promise<Answers> {
  const steps = await tx
    .selectFrom('steps')
    .select(['answers', 'draft'])
    .where('profile_id', '=', profileId)
    .orderBy('id')
    .execute()
  return Object.assign({}, ...steps.map((step) => openAnswers(step.draft ?? step.answers, sealer) ?? {}))
}
