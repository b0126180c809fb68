import { KycError } from '@/lib/contract/errors'
import { mailbox } from '@/lib/server'
import { SANDBOX_CALLBACK_TOKEN } from '@/lib/server/deployment'
import { respondInSandbox } from '@/lib/server/web'

/** The emails that somebody of the sandbox would have got, the newest first: `GET /mail?to=…`. */
export function GET(request: Request) {
  return respondInSandbox(async () => {
    if (request.headers.get('authorization') !== `Bearer ${SANDBOX_CALLBACK_TOKEN}`)
      throw new KycError('UNAUTHENTICATED')
    const items = mailbox().emailsTo(new URL(request.url).searchParams.get('to') ?? '')
    return Response.json({ items }, { headers: { 'cache-control': 'no-store' } })
  })
}
