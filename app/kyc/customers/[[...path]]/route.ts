import { customerApi } from '@/lib/server'
import { respondToKey } from '@/lib/server/web'

/** The customer API of the embedded backend: what another instance of the screens calls, with the service key. */
function handle(request: Request): Promise<Response> {
  return respondToKey(request, async () => (await customerApi())(request))
}

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT }
