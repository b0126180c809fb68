import { KycError } from '@/lib/contract/errors'
import { keyOf } from '@/lib/http/bearer'
import { metrics } from '@/lib/server'
import { metricsKey } from '@/lib/server/deployment'
import { respond, respondToKey } from '@/lib/server/web'

/** The process's figures for Prometheus, with the key for them; nothing without one. Every instance has its own. */
export function GET(request: Request) {
  return respondToKey(request, () =>
    respond(async () => {
      const key = metricsKey()
      if (key === null) throw new KycError('NOT_FOUND')
      if (!keyOf(request, [{ key }])) throw new KycError('UNAUTHENTICATED')
      const headers = { 'content-type': metrics().contentType, 'cache-control': 'no-store' }
      return new Response(await metrics().text(), { headers })
    }),
  )
}
