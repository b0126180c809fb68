import 'server-only'
import { env } from '@/lib/env'
import { findPause, giveUpWaiting, resumeDeliveries, waitingDeliveries } from '@/lib/jobs/pause'
import type { ManagerWith } from '@/lib/kyc'
import { partsOfExistingData } from '@/lib/server'

type Print = (line: string) => void
type Command = (print: Print) => Promise<boolean>

/** `npm run deliveries`: whether callbacks, webhooks and emails go out, and that they do again. */
export const COMMANDS: Readonly<Record<'status' | 'resume' | 'resume-without-waiting', Command>> = {
  status: (print) => withParts(print, printStatus),
  resume: (print) => withParts(print, (parts) => resume(parts, print)),
  'resume-without-waiting': (print) =>
    withParts(print, async (parts) => {
      const pause = await findPause(parts.db)
      if (pause) {
        const why = `It waited when deliveries were paused (${pause.reason}, ${pause.since})`
        const count = await giveUpWaiting(parts.db, pause.since, { now: parts.clock().toISOString(), why })
        print(`${count} that waited are dead letters now: GET /manager/kyc/deliveries?state=dead lists them.`)
      }
      return resume(parts, print)
    }),
}

async function printStatus({ db }: ManagerWith, print: Print): Promise<boolean> {
  const pause = await findPause(db)
  if (!pause) print('Deliveries go out.')
  else print(`Nothing is delivered: ${pause.reason} ${pause.since}.`)
  for (const { kind, waiting, older } of await waitingDeliveries(db, pause?.since ?? ''))
    print(`${kind}: ${waiting} wait${pause ? `, ${older} of them since before that` : ''}`)
  if (!pause) return true
  print('Once no other copy of this data serves: npm run deliveries -- resume')
  print('To send none of those that waited before, which the original may have sent: resume --without-waiting')
  return true
}

async function resume({ db }: ManagerWith, print: Print): Promise<boolean> {
  await resumeDeliveries(db)
  print('Deliveries go out again, within half a minute.')
  return true
}

async function withParts(print: Print, run: (parts: ManagerWith, print: Print) => Promise<boolean>): Promise<boolean> {
  if (env().KYC_BACKEND_URL) {
    print('KYC_BACKEND_URL is set: the backend there tells of changes. Run this command where that backend runs.')
    return false
  }
  const parts = await partsOfExistingData()
  try {
    return await run(parts, print)
  } finally {
    await parts.feed.close()
    await parts.db.destroy()
  }
}
