import { customerDoor } from '@/lib/server'

/** The customer door of the embedded backend: what another copy of the screens speaks to, with the service key. */
async function handle(request: Request): Promise<Response> {
  return (await customerDoor())(request)
}

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT }
