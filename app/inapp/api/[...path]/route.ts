import { KycError } from '@/lib/contract/errors'
import { respond } from '@/lib/server/web'

/** What is at no address of the screens' API. */
function handle() {
  return respond(async () => {
    throw new KycError('NOT_FOUND')
  })
}

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT }
