import { KycError } from '@/lib/contract/errors'
import { backend, manager } from '@/lib/server'
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
      const stored = await (await manager()).files.store(await readMultipartFile(request), staff)
      return answer({ ok: true, value: stored })
    }
    const { identity } = await requireSession(request)
    return answer(await (await backend()).storeFile(identity, await readMultipartFile(request)))
  }
  return respondToKey(request, () => respond(work))
}

function refuse() {
  return respond(() => Promise.reject(new KycError('METHOD_NOT_ALLOWED')))
}

export { refuse as DELETE, refuse as GET, refuse as PATCH, refuse as PUT }
