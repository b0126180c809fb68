import { KycError } from '@/lib/contract/errors'
import { backend, manager, uploads } from '@/lib/server'
import { staffOf } from '@/lib/server/staff'
import { requireSession, respond, respondToKey } from '@/lib/server/web'
import { readMultipartFile } from '@/lib/web/multipart'
import { answer } from '@/lib/web/respond'

/**
 * KYC manager's `POST /upload` (docs/requirements/kyc-manager.md#files): with the customer's session, or with a manager's
 * or the service's key.
 */
export function POST(request: Request) {
  const work = async () => {
    const staff = await staffOf(request)
    if (staff) {
      const { files } = await manager()
      return answer({ ok: true, value: await receive(request, (file) => files.store(file, staff)) })
    }
    const { identity } = await requireSession(request)
    const port = await backend()
    return answer(await receive(request, (file) => port.storeFile(identity, file)))
  }
  return respondToKey(request, () => respond(work))
}

type SentFile = Awaited<ReturnType<typeof readMultipartFile>>

async function receive<Value>(request: Request, store: (file: SentFile) => Promise<Value>): Promise<Value> {
  const file = await readMultipartFile(request)
  return uploads().receive(file.bytes, (bytes) => store({ ...file, bytes }))
}

function refuse() {
  return respond(() => Promise.reject(new KycError('METHOD_NOT_ALLOWED')))
}

export { refuse as DELETE, refuse as GET, refuse as PATCH, refuse as PUT }
