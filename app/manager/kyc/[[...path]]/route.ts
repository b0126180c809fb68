import { manager } from '@/lib/server'
import { respondToKey } from '@/lib/server/web'

function handle(request: Request): Promise<Response> {
  return respondToKey(request, async () => (await manager()).handle(request))
}

export { handle as DELETE, handle as GET, handle as HEAD, handle as PATCH, handle as POST, handle as PUT }
