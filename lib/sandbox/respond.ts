import 'server-only'
import { join } from 'node:path'
import { KycError } from '@/lib/contract/errors'
import { env } from '@/lib/env'
import { dataDirectory } from '@/lib/server'
import { respond } from '@/lib/web/respond'
import { createCallbackInbox } from './callbacks'

/** `respond` for the stand-ins: outside the sandbox there is nothing at their addresses. */
export function respondInSandbox(work: () => Promise<Response>): Promise<Response> {
  return respond(async () => {
    if (!env().sandbox) throw new KycError('NOT_FOUND')
    return work()
  })
}

/** What the stand-in for cTrader has received. */
export function callbackInbox() {
  return createCallbackInbox(join(dataDirectory(), 'sandbox-callbacks.jsonl'), () => new Date())
}
