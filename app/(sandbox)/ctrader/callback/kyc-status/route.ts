import { KycError } from '@/lib/contract/errors'
import { statusCallbackSchema } from '@/lib/contract/host/ctrader'
import { readJson } from '@/lib/http/request-body'
import { SANDBOX_CALLBACK_TOKEN } from '@/lib/server/deployment'
import { callbackInbox, respondInSandbox } from '@/lib/server/web'

function requireToken(request: Request): void {
  if (request.headers.get('authorization') !== `Bearer ${SANDBOX_CALLBACK_TOKEN}`) throw new KycError('UNAUTHENTICATED')
}

/** Plays cTrader's side of the status callback: takes a body of cTrader's contract and keeps it. */
export function POST(request: Request) {
  return respondInSandbox(async () => {
    requireToken(request)
    await callbackInbox().keep(await readJson(request, statusCallbackSchema))
    return Response.json({ received: true })
  })
}

/** What has been received, the newest last. */
export function GET(request: Request) {
  return respondInSandbox(async () => {
    requireToken(request)
    return Response.json({ items: await callbackInbox().list() }, { headers: { 'cache-control': 'no-store' } })
  })
}
