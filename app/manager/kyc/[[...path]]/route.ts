import { manager } from '@/lib/server'

async function handle(request: Request): Promise<Response> {
  return (await manager()).handle(request)
}

export { handle as DELETE, handle as GET, handle as HEAD, handle as PATCH, handle as POST, handle as PUT }
