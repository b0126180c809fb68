import { customerApi } from '@/lib/server'

/** The customer API of the embedded backend: what another instance of the screens calls, with the service key. */
async function handle(request: Request): Promise<Response> {
  return (await customerApi())(request)
}

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT }
